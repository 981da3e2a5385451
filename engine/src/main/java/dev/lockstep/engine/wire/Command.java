package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;

/**
 * A command of a client, as the payload of the first packet with sequence number 0. Each record writes itself;
 * {@link #decode} reads. Query attributes are not offered, so a query is all that follows its code.
 */
public sealed interface Command permits Command.Simple, StatementCommand, ReplicationCommand, ChangeUser {
    /** First byte: {@link CommandCode}. */
    int code();

    /** The payload. */
    byte[] encode();

    /** A command without replication, prepared statements or login. */
    sealed interface Simple extends Command {}

    /**
     * COM_QUERY.
     *
     * @param sql one statement, or several if {@link Capabilities#MULTI_STATEMENTS} is on
     */
    record ComQuery(String sql) implements Simple {
        @Override
        public int code() {
            return CommandCode.QUERY;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter(sql.length() + 8).u8(code()).text(sql).toBytes();
        }
    }

    /**
     * COM_INIT_DB.
     *
     * @param database to use from now on
     */
    record ComInitDb(String database) implements Simple {
        @Override
        public int code() {
            return CommandCode.INIT_DB;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).text(database).toBytes();
        }
    }

    /**
     * COM_FIELD_LIST: column definitions of a table, used by clients to complete names.
     *
     * @param table table of the current database
     * @param wildcard pattern of column names, may be empty
     */
    record ComFieldList(String table, String wildcard) implements Simple {
        @Override
        public int code() {
            return CommandCode.FIELD_LIST;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).zeroTerminated(table).text(wildcard).toBytes();
        }
    }

    /**
     * COM_PROCESS_KILL.
     *
     * @param threadId connection to end, unsigned 32 bits
     */
    record ComProcessKill(long threadId) implements Simple {
        @Override
        public int code() {
            return CommandCode.PROCESS_KILL;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).u32(threadId).toBytes();
        }
    }

    /**
     * COM_SET_OPTION: several statements in a query, on or off.
     *
     * @param option 0 on, 1 off
     */
    record ComSetOption(int option) implements Simple {
        /** Several statements allowed. */
        public static final int MULTI_STATEMENTS_ON = 0;
        /** One statement only. */
        public static final int MULTI_STATEMENTS_OFF = 1;

        @Override
        public int code() {
            return CommandCode.SET_OPTION;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).u16(option).toBytes();
        }
    }

    /** COM_PING. */
    record ComPing() implements Simple {
        @Override
        public int code() {
            return CommandCode.PING;
        }

        @Override
        public byte[] encode() {
            return new byte[]{CommandCode.PING};
        }
    }

    /** COM_QUIT: no answer. */
    record ComQuit() implements Simple {
        @Override
        public int code() {
            return CommandCode.QUIT;
        }

        @Override
        public byte[] encode() {
            return new byte[]{CommandCode.QUIT};
        }
    }

    /** COM_STATISTICS: answered by a packet of bare text. */
    record ComStatistics() implements Simple {
        @Override
        public int code() {
            return CommandCode.STATISTICS;
        }

        @Override
        public byte[] encode() {
            return new byte[]{CommandCode.STATISTICS};
        }
    }

    /** COM_RESET_CONNECTION. */
    record ComResetConnection() implements Simple {
        @Override
        public int code() {
            return CommandCode.RESET_CONNECTION;
        }

        @Override
        public byte[] encode() {
            return new byte[]{CommandCode.RESET_CONNECTION};
        }
    }

    /** COM_DEBUG. */
    record ComDebug() implements Simple {
        @Override
        public int code() {
            return CommandCode.DEBUG;
        }

        @Override
        public byte[] encode() {
            return new byte[]{CommandCode.DEBUG};
        }
    }

    /** COM_SHUTDOWN; its optional level is ignored by servers and not kept. */
    record ComShutdown() implements Simple {
        @Override
        public int code() {
            return CommandCode.SHUTDOWN;
        }

        @Override
        public byte[] encode() {
            return new byte[]{CommandCode.SHUTDOWN};
        }
    }

    /**
     * A command that is not offered: answered with 1047 (Unknown command).
     *
     * @param code first byte, 0 to 255
     * @param body what followed it
     */
    record Unknown(int code, Blob body) implements Simple {
        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code).bytes(body.bytes()).toBytes();
        }
    }

    /**
     * Reads a command packet.
     *
     * @param capabilities those that both sides have, which decide on the form of COM_CHANGE_USER
     * @throws MalformedBytesException if the packet is shorter than its command
     */
    static Command decode(byte[] payload, long capabilities) {
        ByteReader in = new ByteReader(payload);
        int code = in.u8();
        return switch (code) {
            case CommandCode.QUERY -> new ComQuery(in.restText());
            case CommandCode.QUIT -> new ComQuit();
            case CommandCode.PING -> new ComPing();
            case CommandCode.INIT_DB -> new ComInitDb(in.restText());
            case CommandCode.FIELD_LIST -> new ComFieldList(in.zeroTerminated(), in.restText());
            case CommandCode.STATISTICS -> new ComStatistics();
            case CommandCode.PROCESS_KILL -> new ComProcessKill(in.u32());
            case CommandCode.SET_OPTION -> new ComSetOption(in.u16());
            case CommandCode.RESET_CONNECTION -> new ComResetConnection();
            case CommandCode.DEBUG -> new ComDebug();
            case CommandCode.SHUTDOWN -> new ComShutdown();
            case CommandCode.CHANGE_USER -> ChangeUser.read(in, capabilities);
            case CommandCode.STMT_PREPARE, CommandCode.STMT_EXECUTE, CommandCode.STMT_SEND_LONG_DATA,
                    CommandCode.STMT_CLOSE, CommandCode.STMT_RESET ->
                StatementCommand
                        .read(code, in);
            case CommandCode.REGISTER_SLAVE, CommandCode.BINLOG_DUMP, CommandCode.BINLOG_DUMP_GTID -> ReplicationCommand
                    .read(code, in);
            default -> new Unknown(code, Blob.of(in.rest()));
        };
    }
}
