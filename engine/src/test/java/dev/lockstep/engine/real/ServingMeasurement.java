package dev.lockstep.engine.real;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import dev.lockstep.engine.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures how many events a second a node and a real MariaDB 10.11, each in a process of its own, serve to
 * com.zendesk:mysql-binlog-connector-java, in turn, from binlogs of the same statements. Run by hand, see
 * docs/benchmarks.md.
 */
public final class ServingMeasurement {
    /** Before that the compilers of client and node take a core away from both. */
    private static final int WARM = 20;
    private static final long MINUTES = 2;

    private ServingMeasurement() {}

    /** Arguments: folder; rounds; {@code headers} if the client is to decode headers only. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
        boolean headers = arguments.length > 2 && arguments[2].equals("headers");
        try (RealServer mariaDb = RealServer.mariaDb().start(folder.resolve("mariadb"), 1);
                LabProcess node = LabProcess.start(folder.resolve("node"), 2, Profiles.MARIADB_10_11,
                        "sync_binlog=0",
                        "innodb_flush_log_at_trx_commit=0")) {
            for (Server server : new Server[]{mariaDb, node}) {
                ManyChanges.write(server, 30_000, 500);
                ManyChanges.write(server, 40_000, 1);
            }
            Round[] theirs = new Round[rounds];
            Round[] ours = new Round[rounds];
            for (int i = -WARM; i < rounds; i++) {
                Round first = round(mariaDb, mariaDb::cpu, headers);
                Round second = round(node, node::cpu, headers);
                if (i >= 0) {
                    theirs[i] = first;
                    ours[i] = second;
                }
            }
            System.out.println(ours[0].events() + " events of the node, " + theirs[0].events() + " of MariaDB");
            System.out.println("load average " + Files.readString(Path.of("/proc/loadavg")).strip());
            tell("MariaDB", theirs);
            tell("node", ours);
            double[] ratios = IntStream.range(0, rounds).mapToDouble(i -> ours[i].rate() / theirs[i].rate()).sorted()
                    .toArray();
            System.out.printf("ratio of events/s: median %.2f, quartiles %.2f to %.2f%n", ratios[rounds / 2],
                    ratios[rounds / 4], ratios[rounds * 3 / 4]);
        }
    }

    /** Events, events a second, and processor time for each event, at the server and at the client. */
    private record Round(long events, double rate, double serverNanos, double clientNanos) {}

    private static void tell(String what, Round[] rounds) {
        System.out.printf("%-8s %.0f events/s; processor time for each event: server %.0f ns, client %.0f ns%n", what,
                median(rounds, Round::rate), median(rounds, Round::serverNanos), median(rounds, Round::clientNanos));
    }

    private static double median(Round[] rounds, ToDoubleFunction<Round> figure) {
        return Arrays.stream(rounds).mapToDouble(figure).sorted().toArray()[rounds.length / 2];
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Round round(Server server, Supplier<Duration> cpu, boolean headers) throws Exception {
        long end = Long.parseLong(Objects.requireNonNull(server.cell("SHOW MASTER STATUS", "Position")));
        BinaryLogClient client = new BinaryLogClient("127.0.0.1", server.port(), "root", "");
        client.setServerId(99);
        client.setKeepAlive(false);
        client.setBinlogFilename(server.cell("SHOW BINARY LOGS"));
        client.setBinlogPosition(4);
        if (headers) {
            EventDeserializer deserializer = new EventDeserializer();
            for (EventType type : EventType.values()) {
                if (type != EventType.FORMAT_DESCRIPTION && type != EventType.ROTATE) {
                    deserializer.setEventDataDeserializer(type, new NullEventDataDeserializer());
                }
            }
            client.setEventDeserializer(deserializer);
        }
        AtomicLong events = new AtomicLong();
        AtomicLong begin = new AtomicLong();
        CountDownLatch all = new CountDownLatch(1);
        client.registerEventListener(event -> {
            if (events.incrementAndGet() == 1) {
                begin.set(System.nanoTime());
            }
            EventHeaderV4 header = event.getHeader();
            if (header.getNextPosition() == end) {
                all.countDown();
            }
        });
        Duration serverBefore = cpu.get();
        Duration clientBefore = own();
        client.connect(20_000);
        if (!all.await(MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(events + " events of " + server.name() + " came, the last one did not");
        }
        double count = events.get();
        Round round = new Round(events.get(), count * 1e9 / (System.nanoTime() - begin.get()),
                cpu.get().minus(serverBefore).toNanos() / count, own().minus(clientBefore).toNanos() / count);
        client.disconnect();
        return round;
    }
}
