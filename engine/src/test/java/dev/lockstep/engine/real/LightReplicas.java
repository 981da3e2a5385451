package dev.lockstep.engine.real;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replicas that do nothing but register, take the binlog, and acknowledge what is to be acknowledged: many of them on one
 * thread. They keep no data.
 */
final class LightReplicas implements AutoCloseable {
    private static final int QUERY = 3;
    private static final int REGISTER = 0x15;
    private static final int DUMP = 0x12;
    private static final int ROTATE = 4;
    private static final int SEMI_SYNC = 0xef;
    private static final int EVENT = 3;
    private static final int CLIENT_PROTOCOL_41 = 0x1 | 0x200 | 0x2000 | 0x8000 | 0x80000;

    private final Selector selector = Selector.open();
    private final List<Replica> replicas = new ArrayList<>();
    private final AtomicLong acks = new AtomicLong();
    private volatile boolean ending;

    /** So many replicas of the server on that port, from a position of its binlog on. */
    LightReplicas(int port, int count, String file, long position) throws IOException {
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica(port, 1_000 + i, file, position));
        }
        for (Replica replica : replicas) {
            replica.channel.configureBlocking(false);
            replica.channel.register(selector, SelectionKey.OP_READ, replica);
        }
        Thread.ofPlatform().daemon().name("light replicas").start(this::serve);
    }

    /** ACKs sent so far. */
    long acks() {
        return acks.get();
    }

    private void serve() {
        try {
            while (!ending) {
                selector.select(200);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((Replica) key.attachment()).read();
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException closed) {
            // the measurement is over
        } catch (IOException e) {
            if (!ending) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        ending = true;
        selector.close();
        for (Replica replica : replicas) {
            replica.channel.close();
        }
    }

    private final class Replica {
        private final SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        private String file;

        Replica(int port, int serverId, String file, long position) throws IOException {
            this.file = file;
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            answer();
            send(1, bytes(80).putInt(CLIENT_PROTOCOL_41).putInt(1 << 24).put((byte) 45).put(new byte[23])
                    .put(text("repl\0\0mysql_native_password\0")));
            answer();
            for (String sql : List.of("SET @mariadb_slave_capability=4", "SET @master_binlog_checksum='CRC32'",
                    "SET @rpl_semi_sync_slave=1")) {
                send(0, bytes(80).put((byte) QUERY).put(text(sql)));
                answer();
            }
            send(0, bytes(32).put((byte) REGISTER).putInt(serverId).put(new byte[3]).putShort((short) 0).putInt(0)
                    .putInt(0));
            answer();
            send(0, bytes(80).put((byte) DUMP).putInt((int) position).putShort((short) 0).putInt(serverId)
                    .put(text(file)));
        }

        private static ByteBuffer bytes(int capacity) {
            return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        private void send(int sequence, ByteBuffer payload) throws IOException {
            payload.flip();
            ByteBuffer packet = bytes(4 + payload.remaining()).putInt(payload.remaining() | sequence << 24).put(payload)
                    .flip();
            while (packet.hasRemaining()) {
                channel.write(packet);
            }
        }

        /** Reads one packet while nothing else can come. */
        private void answer() throws IOException {
            ByteBuffer head = bytes(4);
            fill(head);
            ByteBuffer payload = bytes(head.getInt(0) & 0xffffff);
            fill(payload);
            if ((payload.get(0) & 0xff) == 0xff) {
                throw new IOException(StandardCharsets.UTF_8.decode(payload.position(3)).toString());
            }
        }

        private void fill(ByteBuffer target) throws IOException {
            while (target.hasRemaining()) {
                if (channel.read(target) < 0) {
                    throw new EOFException("the server has closed");
                }
            }
        }

        void read() throws IOException {
            if (channel.read(in) < 0) {
                channel.close();
                return;
            }
            in.flip();
            while (in.remaining() >= 4) {
                int length = in.getInt(in.position()) & 0xffffff;
                if (in.remaining() < 4 + length) {
                    break;
                }
                packet(in.position() + 4, length);
                in.position(in.position() + 4 + length);
            }
            if (in.position() == 0 && in.limit() == in.capacity()) {
                in = bytes(2 * in.capacity()).put(in);
            } else {
                in.compact();
            }
        }

        private void packet(int at, int length) throws IOException {
            if (in.get(at) != 0 || (in.get(at + 1) & 0xff) != SEMI_SYNC) {
                throw new IOException("not a semi-sync stream: " + new String(in.array(), at, length,
                        StandardCharsets.ISO_8859_1));
            }
            int event = at + EVENT;
            if (in.get(event + 4) == ROTATE) {
                int from = event + 19 + 8;
                file = new String(in.array(), from, at + length - 4 - from, StandardCharsets.US_ASCII);
            }
            if (in.get(at + 2) == 1) {
                send(0, bytes(80).put((byte) SEMI_SYNC).putLong(in.getInt(event + 13) & 0xffffffffL).put(text(file)));
                acks.incrementAndGet();
            }
        }
    }
}
