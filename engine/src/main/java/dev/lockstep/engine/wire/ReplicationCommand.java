package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;

/** Commands of a replica to its source (semisync.md A.2). */
public sealed interface ReplicationCommand extends Command {
    /** Flag of the dump commands: send EOF at the end instead of waiting for more. */
    int BINLOG_DUMP_NON_BLOCK = 0x01;
    /** MariaDB's flag of COM_BINLOG_DUMP: send ANNOTATE_ROWS events; MySQL 8 replicas set it too. */
    int BINLOG_SEND_ANNOTATE_ROWS_EVENT = 0x02;
    /** Flag of COM_BINLOG_DUMP_GTID that some libraries set. */
    int BINLOG_THROUGH_GTID = 0x04;

    /**
     * COM_REGISTER_SLAVE: feeds SHOW SLAVE HOSTS only.
     *
     * @param serverId of the replica, unsigned 32 bits
     * @param host report_host
     * @param user report_user
     * @param password report_password
     * @param port report_port
     * @param recoveryRank always 0
     * @param sourceId always 0, the source knows its own
     */
    record ComRegisterSlave(long serverId, String host, String user, String password, int port, long recoveryRank,
            long sourceId) implements ReplicationCommand {
        @Override
        public int code() {
            return CommandCode.REGISTER_SLAVE;
        }

        @Override
        public byte[] encode() {
            ByteWriter out = new ByteWriter().u8(code()).u32(serverId);
            shortText(out, host);
            shortText(out, user);
            shortText(out, password);
            return out.u16(port).u32(recoveryRank).u32(sourceId).toBytes();
        }

        private static void shortText(ByteWriter out, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0xff) {
                throw new IllegalArgumentException("longer than 255 bytes: " + text);
            }
            out.u8(bytes.length).bytes(bytes);
        }
    }

    /**
     * COM_BINLOG_DUMP.
     *
     * @param position to start at, unsigned 32 bits; below 4 is an error 1236 of the sender's
     * @param flags see the constants
     * @param serverId of the replica; 0: do not block
     * @param file binlog file name, empty for the first
     */
    record ComBinlogDump(long position, int flags, long serverId, String file) implements ReplicationCommand {
        @Override
        public int code() {
            return CommandCode.BINLOG_DUMP;
        }

        @Override
        public byte[] encode() {
            return new ByteWriter().u8(code()).u32(position).u16(flags).u32(serverId).text(file).toBytes();
        }
    }

    /**
     * COM_BINLOG_DUMP_GTID.
     *
     * @param flags see the constants
     * @param serverId of the replica, unsigned 32 bits
     * @param file file name; a 5.7 replica sends as many zero bytes as its last name had, which are dropped here
     * @param position 4
     * @param gtidSet encoded set of the GTIDs that the replica has
     */
    record ComBinlogDumpGtid(int flags, long serverId, String file, long position, Blob gtidSet)
            implements
                ReplicationCommand {
        @Override
        public int code() {
            return CommandCode.BINLOG_DUMP_GTID;
        }

        @Override
        public byte[] encode() {
            byte[] name = file.getBytes(StandardCharsets.UTF_8);
            return new ByteWriter().u8(code())
                    .u16(flags)
                    .u32(serverId)
                    .u32(name.length)
                    .bytes(name)
                    .u64(position)
                    .u32(gtidSet.size())
                    .bytes(gtidSet.bytes())
                    .toBytes();
        }
    }

    /** Reads what follows the code. */
    static ReplicationCommand read(int code, ByteReader in) {
        return switch (code) {
            case CommandCode.REGISTER_SLAVE -> new ComRegisterSlave(in.u32(), shortText(in), shortText(in),
                    shortText(in), in.u16(), in.u32(), in.u32());
            case CommandCode.BINLOG_DUMP -> new ComBinlogDump(in.u32(), in.u16(), in.u32(), in.restText());
            case CommandCode.BINLOG_DUMP_GTID -> new ComBinlogDumpGtid(in.u16(), in.u32(), fileName(in), in.u64(),
                    Blob.of(longBytes(in)));
            default -> throw new IllegalArgumentException("not a replication command: " + code);
        };
    }

    private static String shortText(ByteReader in) {
        return in.text(in.u8(), StandardCharsets.UTF_8);
    }

    private static byte[] longBytes(ByteReader in) {
        return in.bytes(length(in));
    }

    private static String fileName(ByteReader in) {
        String name = in.text(length(in), StandardCharsets.UTF_8);
        int zero = name.indexOf('\0');
        return zero < 0 ? name : name.substring(0, zero);
    }

    private static int length(ByteReader in) {
        return (int) Math.min(in.u32(), Integer.MAX_VALUE);
    }
}
