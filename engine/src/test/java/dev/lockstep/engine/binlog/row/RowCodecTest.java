package dev.lockstep.engine.binlog.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.binlog.Bitmap;
import dev.lockstep.engine.binlog.RawBytes;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.RowsEvent.Kind;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowCodecTest {
    private static final TableSpec SMALL = new TableSpec("test", "t",
            List.of(ColumnSpec.integer("id").notNull(), ColumnSpec.varchar("name", 10, 45)));
    private static final RowCodec CODEC = new RowCodec(SMALL);

    private static RowImage row(@Nullable Object... values) {
        return RowImage.full(Arrays.asList(values));
    }

    @Test
    void writesTheRowsOfAnInsertAsMySqlDoes() {
        List<RowsEvent> events = CODEC.encode(108,
                List.of(RowChange.inserted(row(1, "a")), RowChange.inserted(row(2, null))));

        assertThat(events).containsExactly(new RowsEvent(Kind.WRITE, 2, 108, RowsEvent.STMT_END, RawBytes.EMPTY,
                Bitmap.all(2), Bitmap.EMPTY,
                RawBytes.of(java.util.HexFormat.of().parseHex("fc" + "01000000" + "0161" + "fe" + "02000000"))));
    }

    @Test
    void beginsANewEventWhenOneIsFull() {
        List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            changes.add(RowChange.deleted(row(i, "x".repeat(10))));
        }

        List<RowsEvent> events = CODEC.encode(1, changes, 1, 160);

        assertThat(events).hasSize(10).allMatch(event -> event.version() == 1 && event.rows().size() == 160);
        assertThat(events.stream().map(RowsEvent::endsStatement)).containsExactly(false, false, false, false, false,
                false, false, false, false, true);
        assertThat(events.stream().flatMap(event -> CODEC.decode(event).stream())).hasSize(100);
    }

    @Test
    void partialImagesKeepTheirColumns() {
        RowChange change = RowChange.updated(new RowImage(Bitmap.of(2, i -> i == 0), Arrays.asList(1L, null)),
                new RowImage(Bitmap.of(2, i -> i == 1), Arrays.asList(null, "b")));

        RowsEvent event = CODEC.encode(1, List.of(change)).getFirst();

        assertThat(CODEC.decode(event)).containsExactly(change);
    }

    @Test
    void rowsOfOneEventMustBeAlike() {
        List<RowChange> mixed = List.of(RowChange.inserted(row(1, "a")), RowChange.deleted(row(1, "a")));
        assertThatThrownBy(() -> CODEC.encode(1, mixed)).isInstanceOf(IllegalArgumentException.class);
        List<RowChange> narrow = List.of(RowChange.inserted(row(1)));
        assertThatThrownBy(() -> CODEC.encode(1, narrow)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesRowsThatCannotBe() {
        RowsEvent cut = new RowsEvent(Kind.WRITE, 2, 1, 0, RawBytes.EMPTY, Bitmap.all(2), Bitmap.EMPTY,
                RawBytes.of((byte) 0, (byte) 1));
        RowsEvent empty = new RowsEvent(Kind.WRITE, 2, 1, 0, RawBytes.EMPTY, Bitmap.of(2, i -> false), Bitmap.EMPTY,
                RawBytes.of((byte) 0));
        RowsEvent wide = new RowsEvent(Kind.WRITE, 2, 1, 0, RawBytes.EMPTY, Bitmap.all(3), Bitmap.EMPTY,
                RawBytes.EMPTY);
        for (RowsEvent event : List.of(cut, empty, wide)) {
            assertThatThrownBy(() -> CODEC.decode(event)).isInstanceOf(MalformedBytesException.class);
        }
    }

    @Test
    void tableMapSaysWhatTheTableIs() {
        TableSpec table = RandomRows.table(new Random(1));
        TableSpec read = TableSpec.of(table.tableMap(7));

        assertThat(read.columns()).hasSameSizeAs(table.columns());
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnSpec written = table.columns().get(i);
            assertThat(read.columns().get(i)).as(written.name()).isEqualTo(new ColumnSpec("", written.type(),
                    written.meta(), written.nullable(), false, 0, List.of()));
        }
    }

    @Test
    void longCharKeepsItsLengthInTheTypeByte() {
        TableSpec table = new TableSpec("d", "t", List.of(ColumnSpec.character("c", 255, 45)));
        TableMap map = table.tableMap(1);

        assertThat(map.metadata()).hasToString("cefc");
        assertThat(TableSpec.of(map).columns().getFirst().meta()).isEqualTo(1020);
    }

    @Test
    void refusesATableMapThatCannotBe() {
        for (String[] bad : new String[][]{{"8c", ""}, {"f6", "0003"}, {"10", "0000"}, {"12", "07"},
                {"fc", "05"}, {"03", "00"}, {"0f", "01"}, {"fe", "f709"}, {"fe", "0101"}}) {
            TableMap map = new TableMap(1, 1, "d", "t", RawBytes.of(java.util.HexFormat.of().parseHex(bad[0])),
                    RawBytes.of(java.util.HexFormat.of().parseHex(bad[1])), Bitmap.all(1), RawBytes.EMPTY);
            assertThatThrownBy(() -> TableSpec.of(map)).as("%s %s", bad[0], bad[1])
                    .isInstanceOf(MalformedBytesException.class);
        }
    }

    /** Random tables and rows come back as they were written, in both versions. */
    @Test
    void randomRowsComeBackAsTheyWere() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            TableSpec table = RandomRows.table(random);
            RowCodec codec = new RowCodec(table);
            List<RowChange> changes = RandomRows.changes(random, table);

            List<RowChange> read = codec.encode(9, changes, 1 + seed % 2, 500).stream()
                    .flatMap(event -> codec.decode(event).stream()).toList();

            assertThat(read).as("seed %d", seed).extracting(RandomRows::readable)
                    .isEqualTo(changes.stream().map(RandomRows::readable).toList());
        }
    }
}
