package dev.lockstep.engine.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one result set packet by packet: {@link #columns}, any number of {@link #row}, {@link #end}. Whether an EOF
 * packet follows the columns, and what ends the rows, depends on {@link Capabilities#DEPRECATE_EOF}. Calls out of this
 * order are refused. Not thread-safe.
 */
public final class ResultSetWriter {
    /** Form of the rows. */
    public enum Protocol {
        /** Answer to COM_QUERY. */
        TEXT,
        /** Answer to COM_STMT_EXECUTE. */
        BINARY
    }

    private enum State {
        START, ROWS, DONE
    }

    private final PacketSink sink;
    private final long capabilities;
    private final Protocol protocol;
    private State state = State.START;
    private List<ColumnDefinition> columns = List.of();

    /** Writes to {@code sink} for a client with these capabilities. */
    public ResultSetWriter(PacketSink sink, long capabilities, Protocol protocol) {
        this.sink = sink;
        this.capabilities = capabilities;
        this.protocol = protocol;
    }

    /**
     * The columns, at least one.
     *
     * @param status {@link StatusFlags} of the EOF packet
     */
    public ResultSetWriter columns(List<ColumnDefinition> definitions, int status) throws IOException {
        move(State.START, State.ROWS);
        columns = List.copyOf(definitions);
        sink.packet(new ResultSetHeader(columns.size()).encode());
        for (ColumnDefinition column : columns) {
            sink.packet(column.encode());
        }
        if (!deprecateEof()) {
            sink.packet(new EofPacket(0, status).encode());
        }
        return this;
    }

    /** One row with a cell per column. */
    public ResultSetWriter row(ResultRow row) throws IOException {
        move(State.ROWS, State.ROWS);
        if (row.cells().size() != columns.size()) {
            throw new IllegalArgumentException(row.cells().size() + " cells for " + columns.size() + " columns");
        }
        sink.packet(protocol == Protocol.TEXT ? row.encode() : BinaryRow.encode(columns, row));
        return this;
    }

    /** The end of the rows. */
    public void end(int status, int warnings) throws IOException {
        move(State.ROWS, State.DONE);
        sink.packet(deprecateEof()
                ? new OkPacket(0, 0, status, warnings, "").encodeAsEndOfResultSet()
                : new EofPacket(warnings, status).encode());
    }

    /** An error instead of further rows. */
    public void fail(ServerError error) throws IOException {
        move(State.ROWS, State.DONE);
        sink.packet(error.encode());
    }

    private boolean deprecateEof() {
        return Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF);
    }

    private void move(State from, State to) {
        if (state != from) {
            throw new IllegalStateException("result set is in state " + state + ", not " + from);
        }
        state = to;
    }

    /**
     * Answer to COM_STMT_PREPARE.
     *
     * @param parameters definitions, one per question mark
     * @param resultColumns columns of the result, may be none
     */
    public static void prepared(PacketSink sink, long capabilities, long statementId,
            List<ColumnDefinition> parameters, List<ColumnDefinition> resultColumns, int status) throws IOException {
        sink.packet(new PrepareOk(statementId, resultColumns.size(), parameters.size(), 0).encode());
        definitions(sink, capabilities, parameters, status);
        definitions(sink, capabilities, resultColumns, status);
    }

    private static void definitions(PacketSink sink, long capabilities, List<ColumnDefinition> columns, int status)
            throws IOException {
        for (ColumnDefinition column : columns) {
            sink.packet(column.encode());
        }
        if (!columns.isEmpty() && !Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF)) {
            sink.packet(new EofPacket(0, status).encode());
        }
    }

    /** Answer to COM_FIELD_LIST: definitions, each with an empty default value, and the end. */
    public static void fieldList(PacketSink sink, long capabilities, List<ColumnDefinition> columns, int status)
            throws IOException {
        for (ColumnDefinition column : columns) {
            byte[] definition = column.encode();
            byte[] withDefault = Arrays.copyOf(definition, definition.length + 1);
            withDefault[definition.length] = (byte) 0xfb;
            sink.packet(withDefault);
        }
        sink.packet(Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF)
                ? OkPacket.of(status).encodeAsEndOfResultSet()
                : new EofPacket(0, status).encode());
    }
}
