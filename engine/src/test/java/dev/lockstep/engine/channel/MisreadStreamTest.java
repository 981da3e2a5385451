package dev.lockstep.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.log.BinlogStream;
import dev.lockstep.engine.log.RelayLog;
import dev.lockstep.engine.log.SourceTracker;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.PacketRead;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two channels of one replica whose belief about headers is wrong for one of them (semisync.md E.3 to E.5). */
@Timeout(60)
class MisreadStreamTest {
    /** ts2 is 0x92: no event has that type. */
    private static final String HARMLESS = "2012-11-01T12:00:00Z";
    private static final long SECOND = 1_000_000_000L;

    private final TraceLog trace = new TraceLog();
    private final LiveWorlds worlds = new LiveWorlds(trace, LockModel.DEFAULT);
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        worlds.close();
    }

    private TestSource source(String name, String clock, Checksum checksum, TestSource.SemiSync semiSync)
            throws IOException {
        long offset = ChronoUnit.MICROS.between(Instant.now(), Instant.parse(clock));
        TestSource source = new TestSource(worlds.open(name, folder.resolve(name), offset), Profiles.MYSQL_5_7_23,
                checksum, semiSync);
        if (semiSync == TestSource.SemiSync.KNOWN) {
            source.enableSemiSync();
        }
        return source;
    }

    private TestReplica replica(ServerProfile profile, Checksum checksum) throws IOException {
        TestReplica replica = new TestReplica(worlds.open("s", folder.resolve("s")), profile, new TestReplica.Store(),
                9);
        replica.keepsPosition = false;
        replica.binlogChecksum = checksum;
        return replica;
    }

    private static ReplicationChannel channel(TestReplica replica, String name, TestSource source) throws Exception {
        ReplicationChannel channel = ReplicationChannel.open(replica, name);
        channel.configure(source.byPosition());
        return channel;
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 15 * SECOND;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> log() {
        return trace.events(0, Long.MAX_VALUE).stream().filter(TraceEvent.LogLine.class::isInstance)
                .map(TraceEvent.LogLine.class::cast).filter(line -> line.node().equals("s"))
                .map(TraceEvent.LogLine::text).toList();
    }

    private List<PacketRead> packets(String channel) {
        return trace.events(0, Long.MAX_VALUE).stream().filter(PacketRead.class::isInstance)
                .map(PacketRead.class::cast).filter(packet -> packet.channel().equals(channel)).toList();
    }

    /** Both streams carry headers; b stops, and a reads on (R3, bug #102994). */
    private ReplicationChannel stopOneOfTwo(ServerProfile profile, Checksum checksum, String clock) throws Exception {
        TestSource ma = source("ma", clock, checksum, TestSource.SemiSync.KNOWN);
        TestSource mb = source("mb", HARMLESS, checksum, TestSource.SemiSync.KNOWN);
        TestReplica replica = replica(profile, checksum);
        ReplicationChannel a = channel(replica, "a", ma);
        ReplicationChannel b = channel(replica, "b", mb);
        a.start(ChannelThread.BOTH);
        b.start(ChannelThread.BOTH);
        ma.commit("insert 1");
        mb.commit("insert 1");
        await("both read", () -> a.status().read().equals(ma.publishedEnd())
                && b.status().read().equals(mb.publishedEnd()));
        b.stop(ChannelThread.BOTH);
        ma.publish(ma.write("insert 2"));
        return a;
    }

    @Test
    void withChecksumsTheFirstPacketThatIsMisreadEndsTheReceiver() throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.MARIADB_10_0, Checksum.CRC32, HARMLESS);
        await("1595", () -> a.status().receiverError().errno() == 1595);
        assertThat(a.status().receiverError().message())
                .isEqualTo("Relay log write failure: could not queue event from master");
        assertThat(a.status().applier()).isEqualTo(ChannelThreadState.YES);
        assertThat(log()).containsSubsequence(
                "Master 'a': Slave I/O: Replication event checksum verification failed while reading from network., "
                        + "Internal MariaDB error code: 1743",
                "Master 'a': Slave I/O: Relay log write failure: could not queue event from master, "
                        + "Internal MariaDB error code: 1595");
        PacketRead last = packets("a").getLast();
        assertThat(last.errno()).isEqualTo(1595);
        assertThat(last.carried()).isTrue();
        assertThat(last.believed()).isFalse();
        assertThat(last.flag()).isEqualTo("rpl_semi_sync_slave_status");
        assertThat(last.writer()).isEqualTo("b");
        assertThat(last.hook()).isEqualTo("thread_stop");
        assertThat(last.stripped()).isZero();
        assertThat(last.queued()).isNull();
        assertThat(last.head().bytes()).startsWith(0, 0xef);
    }

    @Test
    void mySqlSaysTheSameInItsOwnWords() throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.MYSQL_5_7_23, Checksum.CRC32, HARMLESS);
        await("1595", () -> a.status().receiverError().errno() == 1595);
        assertThat(log()).containsSubsequence(
                "Slave I/O for channel 'a': Replication event checksum verification failed while reading from network., "
                        + "Error_code: 1743",
                "Slave I/O for channel 'a': Relay log write failure: could not queue event from master, Error_code: 1595");
    }

    @Test
    void withoutChecksumsTheRelayLogIsDamagedAndTheReceiverRunsOn() throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.MARIADB_10_0, Checksum.NONE, HARMLESS);
        long before = a.status().read().offset();
        await("1594", () -> a.status().applierError().errno() == 1594);
        assertThat(a.status().receiver()).isEqualTo(ChannelThreadState.YES);
        assertThat(a.status().receiverError().errno()).isZero();
        assertThat(a.status().applierError().message())
                .startsWith("Relay log read failure: Could not parse relay log event entry. The possible reasons are:");
        PacketRead first = packets("a").stream().filter(packet -> !packet.believed() && packet.queued() != null)
                .findFirst().orElseThrow();
        RelayLogInspection.Damage damage = RelayLogInspection
                .of(a.host().world().files(), "a").orElseThrow();
        assertThat(damage.at()).as("where the misread packet begins").isEqualTo(first.queued());
        assertThat(log()).anyMatch(line -> line
                .startsWith("Master 'a': Error in Log_event::read_log_event(): 'read error'"
                        + " at offset: " + damage.at().offset() + "  data_len: ")
                && line.contains("  event_type: 146"));
        assertThat(a.status().read().offset()).as("end_log_pos << 16").isGreaterThan(before + 1_000_000);
    }

    @Test
    void mariaDbsOwnToolRefusesTheDamagedRelayLogAtThatOffset() throws Exception {
        Path tool = Path.of("/usr/bin/mariadb-binlog");
        assumeThat(tool).exists();
        ReplicationChannel a = stopOneOfTwo(Profiles.MARIADB_10_0, Checksum.NONE, HARMLESS);
        await("1594", () -> a.status().applierError().errno() == 1594);
        BinlogPosition damaged = RelayLogInspection.of(a.host().world().files(), "a").orElseThrow().at();
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(tool.toString(), folder.resolve("s").resolve(damaged.file()).toString())
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(said, StandardCharsets.ISO_8859_1)).contains(
                "event_type: 146", "Could not read entry at offset " + damaged.offset() + ":");
    }

    /** Whatever stands in a relay log, reading and applying it ends in an error that the applier answers with 1594. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void garbageInARelayLogEndsInAnErrorThatSaysSo(int seed) throws Exception {
        TestReplica replica = replica(Profiles.MARIADB_10_0, Checksum.NONE);
        FormatDescription own = FormatDescription.mariaDb("10.0.38-MariaDB", 0, Checksum.NONE);
        try (RelayLog log = RelayLog.open(replica.world().files(), "garbage", new EventEncoder(9, Checksum.NONE), own,
                1_351_771_200)) {
            BinlogPosition start = log.end();
            Random random = new Random(seed);
            for (int i = 0; i < 400; i++) {
                log.appendRaw(garbage(random));
            }
            log.appendRaw(new byte[]{1, 2, 3});
            log.flush();
            GroupApplier group = new GroupApplier(replica.target("a"), Profiles.MARIADB_10_0);
            SourceTracker tracker = new SourceTracker(own);
            try (BinlogStream stream = log.stream(start)) {
                assertThatThrownBy(() -> readAll(stream, group, tracker)).isInstanceOfAny(IOException.class,
                        MalformedBytesException.class, ApplyException.class);
            }
        }
    }

    /** An event whose header is sound and whose body is not. */
    private static byte[] garbage(Random random) {
        byte[] body = new byte[random.nextInt(120)];
        random.nextBytes(body);
        int type = random.nextBoolean() ? random.nextInt(36) : 160 + random.nextInt(5);
        return new ByteWriter(256).u32(random.nextInt() & 0xffff_ffffL).u8(type).u32(77).u32(19L + body.length).u32(0)
                .u16(EventFlags.IGNORABLE).bytes(body).toBytes();
    }

    private static void readAll(BinlogStream stream, GroupApplier group, SourceTracker tracker) throws Exception {
        while (true) {
            BinlogStream.Item item = stream.next();
            if (item instanceof BinlogStream.Item.Event event) {
                tracker.accept(event.event());
                group.apply(event.event().header(), stream.decode(event.event()), new BinlogPosition("bin.000001", 4));
            }
            assertThat(item).as("the three bytes at the end are no event").isNotNull();
        }
    }

    @Test
    void afterThePositionHasLeaptTheSourceRefusesIt() throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.MARIADB_10_0, Checksum.NONE, HARMLESS);
        await("1594", () -> a.status().applierError().errno() == 1594);
        a.stop(ChannelThread.BOTH);
        a.start(ChannelThread.BOTH);
        await("1236", () -> a.status().receiverError().errno() == 1236);
        assertThat(a.status().receiverError().message()).contains("from master when reading data from binary log: "
                + "'Client requested master to start replication from position > file size");
        await("1594 again", () -> a.status().applierError().errno() == 1594);
    }

    @ParameterizedTest
    @CsvSource({"2026-05-12T20:00:00Z, 0, 0, 3 is STOP: dropped without a word",
            "2026-05-21T20:00:00Z, 1595, 0, 15 is a format description",
            "2026-05-30T20:00:00Z, 1595, 0, 27 is a heartbeat",
            "2026-05-13T10:00:00Z, 0, 1594, 4 is a rotate to nowhere",
            "2026-05-22T12:00:00Z, 0, 1594, 16 is an XID"})
    void theTimeDecidesWhatIsMadeOfAMisreadEvent(String clock, int receiverErrno, int applierErrno, String why)
            throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.MARIADB_10_0, Checksum.NONE, clock);
        await(why, () -> packets("a").stream().anyMatch(packet -> !packet.believed()));
        await(why, () -> a.status().receiverError().errno() == receiverErrno);
        await(why, () -> a.status().applierError().errno() == applierErrno);
        if (applierErrno == 0) {
            assertThat(RelayLogInspection.of(a.host().world().files(), "a")).as(why).isEmpty();
        }
    }

    @Test
    void aLengthThatIsCheckedIsRefusedAtOnceAndAStartHeals() throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.MARIADB_10_11, Checksum.NONE, HARMLESS);
        await("1595", () -> a.status().receiverError().errno() == 1595);
        assertThat(log())
                .anyMatch(line -> line.matches("Master 'a': Slave I/O: Fatal error: Event from master declares a "
                        + "length that does not match the packet the event arrived in; the declared length: [0-9]+, the packet's "
                        + "length: [0-9]+, Internal MariaDB error code: 1593"));
        a.stop(ChannelThread.BOTH);
        a.start(ChannelThread.BOTH);
        await("healed", () -> a.status().receiver() == ChannelThreadState.YES
                && a.status().executed().equals(a.status().read()));
        assertThat(a.status().receiverError().errno()).isZero();
    }

    @Test
    void withAStateForEachChannelNothingHappens() throws Exception {
        ReplicationChannel a = stopOneOfTwo(Profiles.LOCKSTEP, Checksum.CRC32, HARMLESS);
        await("read", () -> packets("a").size() > 8);
        assertThat(a.status().receiver()).isEqualTo(ChannelThreadState.YES);
        assertThat(a.status().receiverError().errno()).isZero();
        assertThat(packets("a")).allMatch(packet -> packet.carried() && packet.believed() && packet.stripped() == 2);
    }

    /** The two connections of MDEV-3793: one source knows semi-sync, the other does not (R1). */
    @Test
    void aStreamWithoutHeadersFailsInTheHookIfAnotherChannelSwitchedTheFlagOn() throws Exception {
        TestSource ma = source("ma", HARMLESS, Checksum.CRC32, TestSource.SemiSync.KNOWN);
        TestSource mb = source("mb", HARMLESS, Checksum.CRC32, TestSource.SemiSync.UNKNOWN);
        TestReplica replica = replica(Profiles.MARIADB_10_0, Checksum.CRC32);
        ReplicationChannel a = channel(replica, "a", ma);
        ReplicationChannel b = channel(replica, "b", mb);
        replica.world().gates().hold("b", ReceiverHook.AFTER_READ_EVENT.key(), 20 * SECOND);
        b.start(ChannelThread.BOTH);
        await("b has a packet", () -> replica.world().gates().held("b", ReceiverHook.AFTER_READ_EVENT.key()));
        a.start(ChannelThread.BOTH);
        await("a reads", () -> a.status().receiverStage().equals("Waiting for master to send event"));
        replica.world().gates().release("b", ReceiverHook.AFTER_READ_EVENT.key());
        await("1593", () -> b.status().receiverError().errno() == 1593);
        assertThat(b.status().receiverError().message())
                .isEqualTo("Fatal error: Failed to run 'after_read_event' hook");
        assertThat(log()).anyMatch(
                line -> line.matches("Master 'b': Missing magic number for semi-sync packet, packet len: [0-9]+"));
        ma.publish(ma.write("insert 1"));
        await("b's thread_stop ends a, too", () -> a.status().receiverError().errno() == 1595);
        PacketRead failed = packets("b").getLast();
        assertThat(failed.errno()).isEqualTo(1593);
        assertThat(failed.carried()).isFalse();
        assertThat(failed.believed()).isTrue();
        assertThat(failed.writer()).isEqualTo("a");
        assertThat(failed.hook()).isEqualTo("before_request_transmit");
    }

    @Test
    void atAHighRateOnlySomePacketsAreKept() throws Exception {
        TestSource ma = source("ma", HARMLESS, Checksum.CRC32, TestSource.SemiSync.UNKNOWN);
        for (int i = 0; i < 500; i++) {
            ma.publish(ma.write("insert " + i));
        }
        ReplicationChannel a = channel(replica(Profiles.LOCKSTEP, Checksum.CRC32), "a", ma);
        a.start(ChannelThread.BOTH);
        await("all is read", () -> a.status().read().equals(ma.publishedEnd()));
        long seconds = packets("a").getLast().nanos() / SECOND + 2;
        assertThat(packets("a")).hasSizeLessThanOrEqualTo(
                (int) (PacketWatch.FIRST_PACKETS + seconds * PacketWatch.PACKETS_PER_SECOND));
        assertThat(packets("a").subList(0, 10)).extracting(PacketRead::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L,
                7L, 8L, 9L, 10L);
    }
}
