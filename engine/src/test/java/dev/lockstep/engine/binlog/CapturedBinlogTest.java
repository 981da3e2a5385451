package dev.lockstep.engine.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.row.RowChange;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.RowImage;
import dev.lockstep.engine.binlog.row.TableSpec;
import dev.lockstep.engine.bytes.ByteReader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a real server wrote; src/test/resources/binlog/README.md says which, and with what commands. */
class CapturedBinlogTest {
    private static final String FIRST = "mariadb-10.11.5.000001";
    private static final String SECOND = "mariadb-10.11.5.000002";
    private static final String MYSQL = "mysql-5.6.14.000001";

    private record Located(long start, EncodedEvent encoded, BinlogEvent event) {}

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CapturedBinlogTest.class.getResourceAsStream("/binlog/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static List<Located> read(String name) throws IOException {
        byte[] file = resource(name + ".bin");
        ByteReader in = new ByteReader(file);
        in.skip(4);
        List<Located> events = new ArrayList<>();
        EventDecoder decoder = new EventDecoder(FormatDescription.mariaDb("10.11.5-MariaDB", 0, Checksum.CRC32));
        while (!in.atEnd()) {
            int start = in.position();
            int size = (int) EventHeader.read(new ByteReader(file, start, EventHeader.SIZE)).eventSize();
            EncodedEvent encoded = EncodedEvent.wrap(in.bytes(size), decoder.checksum());
            BinlogEvent event = decoder.decode(encoded);
            decoder = decoder.after(event);
            events.add(new Located(start, encoded, event));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND})
    void eachEventEncodesToTheSameBytesAgain(String name) throws IOException {
        for (Located located : read(name)) {
            EventHeader header = located.encoded.header();
            EncodedEvent again = new EventEncoder(header.serverId(), Checksum.CRC32).encode(located.event, header);

            assertThat(located.event).isNotInstanceOf(Unknown.class);
            assertThat(again.array()).as("%s at %d", located.encoded, located.start)
                    .isEqualTo(located.encoded.array());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND})
    void saysAboutEachEventWhatTheServerSays(String name) throws IOException {
        StringBuilder text = new StringBuilder("Log_name\tPos\tEvent_type\tServer_id\tEnd_log_pos\tInfo\n");
        for (Located located : read(name)) {
            EventHeader header = located.encoded.header();
            text.append(name.replaceFirst("^.*(?=\\.\\d{6}$)", "bin")).append('\t').append(located.start).append('\t')
                    .append(EventTypes.name(header.type())).append('\t').append(header.serverId()).append('\t')
                    .append(header.endLogPos()).append('\t').append(EventInfo.of(header, located.event)).append('\n');
        }

        assertThat(text.toString())
                .isEqualTo(new String(resource(name + ".events.tsv"), StandardCharsets.UTF_8));
    }

    private static List<RowChange> changes(String name, String table) throws IOException {
        Map<Long, TableSpec> tables = new HashMap<>();
        List<RowChange> changes = new ArrayList<>();
        for (Located located : read(name)) {
            if (located.event instanceof TableMap map) {
                tables.put(map.tableId(), TableSpec.of(map));
            } else if (located.event instanceof RowsEvent rows) {
                TableSpec spec = Objects.requireNonNull(tables.get(rows.tableId()));
                if (spec.table().equals(table)) {
                    changes.addAll(new RowCodec(spec).decode(rows));
                }
            }
        }
        return changes;
    }

    private static List<@Nullable Object> readable(@Nullable RowImage image) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : Objects.requireNonNull(image).values()) {
            values.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        }
        return values;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void extremeValuesOfAllTypesAreRead() throws IOException {
        List<@Nullable Object> row = readable(changes(FIRST, "kinds").get(0).after());

        assertThat(row.subList(0, 10)).containsExactly(1L, -128L, -1L, -32768L, -1L, -8388608L, -1L, -2147483648L,
                Long.MIN_VALUE, -1L);
        assertThat(row.subList(10, 19)).containsExactly(-1.5f, Math.PI, new BigDecimal("-12345678901234.567890"),
                new BigDecimal("12345678901234567890123456789012345.123456789012345678901234567890"),
                new BigDecimal("-999999999"), new BigDecimal("-0.123"), 1L, 0b1010101010101L, -1L);
        assertThat(row.subList(19, 30)).containsExactly(2155L, LocalDate.of(9999, 12, 31),
                Duration.ofHours(838).plusMinutes(59).plusSeconds(59).negated(), Duration.ofMillis(-125),
                Duration.ofHours(12).plusMinutes(34).plusSeconds(56).plusNanos(654_321_000).negated(),
                LocalDateTime.of(2024, 2, 29, 23, 59, 59), LocalDateTime.of(1000, 1, 1, 0, 0, 0, 100_000_000),
                LocalDateTime.of(2024, 12, 31, 12, 13, 14, 987_654_000), Instant.ofEpochSecond(1_000_000_000),
                Instant.ofEpochSecond(1_000_000_000, 250_000_000),
                Instant.ofEpochSecond(Integer.MAX_VALUE, 999_999_000));
        assertThat(row.subList(31, 34)).containsExactly("żółw", "語".repeat(255), "na'ïve");
        assertThat(row.subList(37, 45)).containsExactly(hex("tiny"), hex("text ☃"), hex("long"), hex("tb"), "00ff00",
                hex("z".repeat(300)), 3L, 0b100000101L);
    }

    @Test
    void nullsAndZeroesAreRead() throws IOException {
        List<RowChange> changes = changes(FIRST, "kinds");

        List<@Nullable Object> nulls = readable(changes.get(1).after());
        assertThat(nulls.getFirst()).isEqualTo(2L);
        assertThat(nulls.subList(1, nulls.size())).containsOnlyNulls();
        List<@Nullable Object> zeroes = readable(changes.get(2).after());
        assertThat(zeroes.subList(20, 27)).containsExactly("0000-00-00", Duration.ZERO, Duration.ZERO, Duration.ZERO,
                "0000-00-00 00:00:00", "0000-00-00 00:00:00", "0000-00-00 00:00:00");
    }

    @Test
    void updatesAndDeletesHaveTheirImages() throws IOException {
        List<RowChange> changes = changes(FIRST, "kinds");

        List<@Nullable Object> before = readable(changes.get(3).before());
        List<@Nullable Object> after = readable(changes.get(3).after());
        assertThat(before).isEqualTo(readable(changes.get(0).after()));
        assertThat(after.get(1)).isEqualTo(5L);
        assertThat(after.get(12)).isEqualTo(new BigDecimal("1.500000"));
        assertThat(after.get(38)).isEqualTo(hex("changed"));
        assertThat(readable(changes.get(4).before())).isEqualTo(readable(changes.get(2).after()));
        assertThat(changes.get(4).after()).isNull();
        assertThat(changes(FIRST, "two")).hasSize(6);
    }

    @Test
    void optionalMetadataGivesNamesSignsCollationsAndMembers() throws IOException {
        RowChange change = changes(SECOND, "kinds").getFirst();
        List<@Nullable Object> after = readable(change.after());

        assertThat(after.get(2)).isEqualTo(7L);
        assertThat(readable(change.before()).subList(0, 10)).containsExactly(1L, 5L, 255L, -32768L, 65535L, -8388608L,
                16777215L, -2147483648L, Long.MIN_VALUE, new BigInteger("18446744073709551615"));
        assertThat(after.subList(30, 33)).containsExactly("café", "żółw", "語".repeat(255));
        assertThat(after.subList(35, 45)).containsExactly(hex("ab") + "000000", "ff".repeat(260), "tiny", "changed",
                "long", hex("tb"), "00ff00", hex("z".repeat(300)), "green", "a,c,i");
        TableMap map = read(SECOND).stream().map(Located::event).filter(TableMap.class::isInstance)
                .map(TableMap.class::cast).findFirst().orElseThrow();
        assertThat(TableSpec.of(map).columns()).extracting(column -> column.name()).startsWith("id", "t", "tu", "s")
                .endsWith("lb", "e", "st");
    }

    @Test
    void rowsOfMySqlAreRead() throws IOException {
        List<RowChange> changes = changes(MYSQL, "kinds");

        assertThat(changes).extracting(RowChange::kind).containsExactly(RowsEvent.Kind.WRITE, RowsEvent.Kind.WRITE,
                RowsEvent.Kind.UPDATE, RowsEvent.Kind.DELETE);
        assertThat(readable(changes.getFirst().after())).containsExactly(1L, -1L, new BigDecimal("-1234567890.1234"),
                Duration.ofMillis(-125),
                Duration.ofHours(12).plusMinutes(34).plusSeconds(56).plusNanos(654_321_000).negated(),
                LocalDateTime.of(2010, 10, 17, 19, 27, 30), LocalDateTime.of(2010, 10, 17, 19, 27, 30, 100_000_000),
                LocalDateTime.of(2010, 10, 17, 19, 27, 30, 123_456_000),
                Instant.ofEpochSecond(1_000_000_000, 250_000_000), "café", "na'ïve", "ab", hex("text"), 3L, 5L,
                0b1010101010101L);
        assertThat(readable(changes.get(2).after())).contains(5L, hex("changed"));
    }

    /** What the server wrote as rows is what we would write for the same values and table. */
    @Test
    void rowsOfMySqlAreWrittenAsItWritesThem() throws IOException {
        Map<Long, TableMap> maps = new HashMap<>();
        int checked = 0;
        for (Located located : read(MYSQL)) {
            if (located.event instanceof TableMap map) {
                maps.put(map.tableId(), map);
                assertThat(TableSpec.of(map).tableMap(map.tableId())).isEqualTo(map);
            } else if (located.event instanceof RowsEvent rows) {
                RowCodec codec = new RowCodec(TableSpec.of(Objects.requireNonNull(maps.get(rows.tableId()))));
                assertThat(codec.encode(rows.tableId(), codec.decode(rows))).containsExactly(rows);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(4);
    }
}
