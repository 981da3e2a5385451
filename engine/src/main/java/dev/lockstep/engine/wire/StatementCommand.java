package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;

/** Commands of prepared statements. A statement's number is given by the server's {@link PrepareOk}. */
public sealed interface StatementCommand extends Command {
    /**
     * COM_STMT_PREPARE.
     *
     * @param sql statement with question marks for its parameters
     */
    record ComStmtPrepare(String sql) implements StatementCommand {
        @Override
        public int code() {
            return CommandCode.STMT_PREPARE;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter(sql.length() + 8).u8(code()).text(sql).toBytes();
        }
    }

    /**
     * COM_STMT_EXECUTE.
     *
     * @param statementId unsigned 32 bits
     * @param flags 0, or the kind of cursor wanted (none is offered)
     * @param iterations always 1
     * @param parameters the rest, which only {@link StatementParameters} with the statement's number of parameters reads
     */
    record ComStmtExecute(long statementId, int flags, long iterations, Blob parameters) implements StatementCommand {
        @Override
        public int code() {
            return CommandCode.STMT_EXECUTE;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code())
                    .u32(statementId)
                    .u8(flags)
                    .u32(iterations)
                    .bytes(parameters.bytes())
                    .toBytes();
        }
    }

    /**
     * COM_STMT_SEND_LONG_DATA: a piece of a parameter; no answer.
     *
     * @param statementId unsigned 32 bits
     * @param parameter its place, from 0
     * @param data appended to what came before
     */
    record ComStmtSendLongData(long statementId, int parameter, Blob data) implements StatementCommand {
        @Override
        public int code() {
            return CommandCode.STMT_SEND_LONG_DATA;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).u32(statementId).u16(parameter).bytes(data.bytes()).toBytes();
        }
    }

    /**
     * COM_STMT_CLOSE: no answer.
     *
     * @param statementId unsigned 32 bits
     */
    record ComStmtClose(long statementId) implements StatementCommand {
        @Override
        public int code() {
            return CommandCode.STMT_CLOSE;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).u32(statementId).toBytes();
        }
    }

    /**
     * COM_STMT_RESET: forgets long data.
     *
     * @param statementId unsigned 32 bits
     */
    record ComStmtReset(long statementId) implements StatementCommand {
        @Override
        public int code() {
            return CommandCode.STMT_RESET;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).u32(statementId).toBytes();
        }
    }

    /** Reads what follows the code. */
    static StatementCommand read(int code, ByteReader in) {
        return switch (code) {
            case CommandCode.STMT_PREPARE -> new ComStmtPrepare(in.restText());
            case CommandCode.STMT_EXECUTE -> new ComStmtExecute(in.u32(), in.u8(), in.u32(), Blob.of(in.rest()));
            case CommandCode.STMT_SEND_LONG_DATA -> new ComStmtSendLongData(in.u32(), in.u16(), Blob.of(in.rest()));
            case CommandCode.STMT_CLOSE -> new ComStmtClose(in.u32());
            case CommandCode.STMT_RESET -> new ComStmtReset(in.u32());
            default -> throw new IllegalArgumentException("not a statement command: " + code);
        };
    }
}
