package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.row.ColumnSpec;
import dev.lockstep.engine.binlog.row.RowChange;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.binlog.row.TableSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB's own tool reads the files that we write, checks every CRC and prints our values. Skipped if it is not installed. */
class MariaDbBinlogToolTest {
    private static final TableSpec KINDS = new TableSpec("test", "kinds",
            List.of(ColumnSpec.integer("id").notNull(), ColumnSpec.bigInt("b").asUnsigned(),
                    ColumnSpec.decimal("n", 14, 4), ColumnSpec.doubled("d"), ColumnSpec.varchar("v", 300, 45),
                    ColumnSpec.character("c", 20, 8), ColumnSpec.date("da"), ColumnSpec.time("ti", 3),
                    ColumnSpec.dateTime("dt", 6), ColumnSpec.timestamp("ts", 0), ColumnSpec.year("y"),
                    ColumnSpec.enumeration("e", List.of("red", "green")), ColumnSpec.set("s", List.of("a", "b", "c")),
                    ColumnSpec.bit("bi", 9), ColumnSpec.text("t", 2, 45), ColumnSpec.floating("f"),
                    ColumnSpec.smallInt("nothing")));

    @TempDir
    Path temp = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LogFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new LogFolder(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private static RowImage row(int id, String text) {
        return RowImage.full(Arrays.asList(id, 7L, new BigDecimal("-1234567890.1234"), 0.5, text, "char",
                LocalDate.of(2024, 2, 29), Duration.ofMillis(-3_723_125), LocalDateTime.of(2010, 10, 17, 19, 27, 30,
                        123_456_000),
                Instant.ofEpochSecond(1_000_000_000), 2024L, "green", "a,c", 257L, "long text", 1.5f, null));
    }

    private static List<EncodedEvent> transaction(long number, RowChange change) {
        List<EncodedEvent> events = new ArrayList<>(LogFolder.transaction(number, 100 + number));
        events.set(2, LogFolder.ENCODER.encode(KINDS.tableMap(109), LogFolder.NOW));
        events.set(3, LogFolder.ENCODER.encode(new RowCodec(KINDS).encode(109, List.of(change)).getFirst(),
                LogFolder.NOW));
        return events;
    }

    private String print(Path file) throws IOException, InterruptedException {
        Path out = temp.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder("mariadb-binlog", "--no-defaults", "--verify-binlog-checksum",
                "-vv",
                file.toString()).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("TZ", "UTC");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            assumeThat(e).as("mariadb-binlog is not installed").isNull();
            throw e;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    @Test
    void printsOurBinlog() throws IOException, InterruptedException {
        BinlogDirectory log = folder.binlog();
        BinlogFile file = log.create(LogFolder.description(), List.of(LogFolder.previous(GtidSet.EMPTY)));
        file.append(LogFolder.transaction(0, 100));
        file.append(transaction(1, RowChange.inserted(row(41, "first"))));
        file.append(transaction(2, RowChange.updated(row(41, "first"), row(41, "second ☃"))));
        file.append(transaction(3, RowChange.deleted(row(41, "second ☃"))));
        log.rotate(file, LogFolder.rotation(), LogFolder.description(), List.of()).close();

        String text = print(temp.resolve("bin.000001"));

        assertThat(text).contains("Start: binlog v 4, server v 5.7.22-lockstep", "### INSERT INTO `test`.`t`",
                "###   @2='row 100'", "### INSERT INTO `test`.`kinds`", "### UPDATE `test`.`kinds`",
                "### DELETE FROM `test`.`kinds`", "Rotate to bin.000002  pos: 4", "Xid = 103");
        assertThat(text).contains("###   @1=41 ", "###   @2=7 ", "###   @3=-1234567890.1234 ", "###   @4=0.5 ",
                "###   @5='first'", "###   @5='second ☃'", "###   @6='char'", "###   @7='2024:02:29'",
                "###   @8='-01:02:03.125'", "###   @9='2010-10-17 19:27:30.123456'", "###   @10=1000000000",
                "###   @11=2024", "###   @12=2 ", "###   @13=b'00000101'", "###   @14=b'100000001'",
                "###   @15='long text'", "###   @16=1.5 ", "###   @17=NULL");
        assertThat(text.lines().filter(line -> line.contains("CRC32 0x"))).hasSize(1 + 1 + 4 * 5 + 1);
    }

    @Test
    void printsOurRelayLog() throws IOException, InterruptedException {
        RelayLog relay = RelayLog.open(folder.files, "relay-bin", LogFolder.ENCODER, LogFolder.FORMAT, LogFolder.NOW);
        relay.append(dev.lockstep.engine.binlog.ArtificialEvents.rotate(LogFolder.ENCODER,
                new BinlogPosition("bin.000001", 154)));
        relay.append(dev.lockstep.engine.binlog.ArtificialEvents
                .descriptionMidFile(LogFolder.ENCODER.encode(LogFolder.FORMAT, 1, 0, 123)));
        long end = 154;
        for (EncodedEvent event : transaction(1, RowChange.inserted(row(5, "relayed")))) {
            end += event.length();
            relay.append(event.placedAt(end));
        }
        relay.rotate(LogFolder.NOW);
        relay.close();
        assertThat(LogFolder.FORMAT.checksum()).isEqualTo(Checksum.CRC32);

        assertThat(print(temp.resolve("relay-bin.000001"))).contains("###   @5='relayed'", "Rotate to bin.000001");
        assertThat(print(temp.resolve("relay-bin.000002"))).contains("Rotate to bin.000001  pos: " + end);
    }
}
