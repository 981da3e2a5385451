package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.ResultSetWriter.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultSetWriterTest {
    private static final long OLD = Capabilities.SERVER & ~Capabilities.DEPRECATE_EOF;
    private static final long NEW = Capabilities.SERVER;

    private final List<byte[]> sent = new ArrayList<>();

    @Test
    void writesAColumnWithFieldsThatAllDiffer() {
        ColumnDefinition column = new ColumnDefinition("s1", "t22", "o333", "n4444", "x55555", 0x0102, 0xf1f2f3f4L,
                ColumnType.NEWDECIMAL, 0x0a0b, 0x1e);
        assertThat(HexFormat.of().formatHex(column.encode())).isEqualTo("03646566" + "027331" + "03743232"
                + "046f333333" + "056e34343434" + "06783535353535" + "0c" + "0201" + "f4f3f2f1" + "f6" + "0b0a" + "1e"
                + "0000");
        assertThat(ColumnDefinition.decode(column.encode())).isEqualTo(column);
    }

    @Test
    void closesColumnsAndRowsWithEof() throws IOException {
        new ResultSetWriter(sent::add, OLD, Protocol.TEXT).columns(List.of(ColumnDefinition.text("a")), 2)
                .row(ResultRow.of("x"))
                .end(2, 1);
        assertThat(sent).hasSize(5);
        assertThat(sent.get(0)).containsExactly(1);
        assertThat(sent.get(2)).containsExactly(0xfe, 0, 0, 2, 0);
        assertThat(sent.get(3)).containsExactly(1, 'x');
        assertThat(sent.get(4)).containsExactly(0xfe, 1, 0, 2, 0);
    }

    @Test
    void closesRowsWithOkForNewClients() throws IOException {
        new ResultSetWriter(sent::add, NEW, Protocol.TEXT).columns(List.of(ColumnDefinition.text("a")), 2)
                .row(ResultRow.of((String) null))
                .end(0x22, 0);
        assertThat(sent).hasSize(4);
        assertThat(sent.get(2)).containsExactly(0xfb);
        assertThat(sent.get(3)).containsExactly(0xfe, 0, 0, 0x22, 0, 0, 0);
    }

    @Test
    void refusesCallsOutOfOrder() throws IOException {
        ResultSetWriter writer = new ResultSetWriter(sent::add, NEW, Protocol.TEXT);
        assertThatThrownBy(() -> writer.row(ResultRow.of("x"))).isInstanceOf(IllegalStateException.class);
        writer.columns(List.of(ColumnDefinition.text("a")), 0);
        assertThatThrownBy(() -> writer.row(ResultRow.of("x", "y"))).isInstanceOf(IllegalArgumentException.class);
        writer.fail(ServerErrorCode.ER_QUERY_INTERRUPTED.error());
        assertThatThrownBy(() -> writer.end(0, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void announcesAPreparedStatement() throws IOException {
        ResultSetWriter.prepared(sent::add, OLD, 0x01020304, List.of(ColumnDefinition.text("?")), List.of(), 2);
        assertThat(sent.get(0)).containsExactly(0, 4, 3, 2, 1, 0, 0, 1, 0, 0, 0, 0);
        assertThat(sent).hasSize(3);
        assertThat(PrepareOk.decode(sent.get(0))).isEqualTo(new PrepareOk(0x01020304, 0, 1, 0));
        sent.clear();
        ResultSetWriter.prepared(sent::add, NEW, 1, List.of(ColumnDefinition.text("?")),
                List.of(ColumnDefinition.number("n"), ColumnDefinition.text("t")), 2);
        assertThat(sent).hasSize(4);
    }

    @Test
    void listsFieldsWithADefaultEach() throws IOException {
        ResultSetWriter.fieldList(sent::add, OLD, List.of(ColumnDefinition.text("a")), 2);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).endsWith(0, 0, 0xfb);
        assertThat(sent.get(1)).containsExactly(0xfe, 0, 0, 2, 0);
    }

    @Test
    void readsRowsBack() {
        ResultRow row = ResultRow.of("a", null, "", "x".repeat(300));
        assertThat(ResultRow.decode(row.encode(), 4)).isEqualTo(row);
        assertThatThrownBy(() -> ResultRow.decode(row.encode(), 3)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("after the last column");
        assertThatThrownBy(() -> ResultRow.decode(row.encode(), 5)).isInstanceOf(MalformedBytesException.class);
    }
}
