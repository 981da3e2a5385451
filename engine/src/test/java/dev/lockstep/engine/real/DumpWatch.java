package dev.lockstep.engine.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands between a slave and its master, hands on what both say, and notes when the first event of a dump passes: the first
 * that is of the binlog and not one of those that tell where the stream begins.
 */
final class DumpWatch implements AutoCloseable {
    private static final int DUMP = 0x12;
    private static final int SEMI_SYNC = 0xef;
    /** ROTATE, FORMAT_DESCRIPTION, HEARTBEAT, and MariaDB's checkpoint, GTID list and encryption. */
    private static final Set<Integer> PRELIMINARY = Set.of(4, 15, 27, 161, 163, 164);

    private final ServerSocket listener;
    private final int master;
    private final BlockingQueue<Long> firstEvents = new LinkedBlockingQueue<>();

    DumpWatch(int master) throws IOException {
        this.master = master;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** When the first event of each dump passed, by {@link System#nanoTime()}, oldest first. */
    BlockingQueue<Long> firstEvents() {
        return firstEvents;
    }

    private void accept() {
        try {
            while (true) {
                Socket slave = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), master);
                slave.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Dump dump = new Dump();
                Thread.ofPlatform().daemon().start(() -> copy(slave, server, new Packets(dump::command)));
                Thread.ofPlatform().daemon().start(() -> copy(server, slave, new Packets(dump::answer)));
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    private static void copy(Socket from, Socket to, Packets packets) {
        byte[] bytes = new byte[1 << 16];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                out.write(bytes, 0, count);
                packets.feed(bytes, count);
            }
        } catch (IOException gone) {
            // one of the two has gone, and the other is told by the close
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Says of each packet how it begins. */
    private static final class Packets {
        private static final int HEAD = 4;
        private static final int BEGIN = 8;

        interface Reader {
            void packet(byte[] begin, int length);
        }

        private final Reader reader;
        private final byte[] head = new byte[HEAD];
        private final byte[] begin = new byte[BEGIN];
        private int haveHead;
        private int have;
        private int length;

        Packets(Reader reader) {
            this.reader = reader;
        }

        void feed(byte[] bytes, int count) {
            int at = 0;
            while (at < count) {
                if (haveHead < HEAD) {
                    head[haveHead++] = bytes[at++];
                    if (haveHead == HEAD) {
                        length = head[0] & 0xff | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
                        have = 0;
                    }
                } else {
                    int part = Math.min(count - at, length - have);
                    if (have < BEGIN) {
                        System.arraycopy(bytes, at, begin, have, Math.min(part, BEGIN - have));
                    }
                    have += part;
                    at += part;
                }
                if (haveHead == HEAD && have == length) {
                    reader.packet(begin, length);
                    haveHead = 0;
                }
            }
        }
    }

    private final class Dump {
        private volatile boolean asked;
        private boolean told;

        void command(byte[] begin, int length) {
            asked |= length > 0 && begin[0] == DUMP;
        }

        void answer(byte[] begin, int length) {
            if (!asked || told || length < 8 || begin[0] != 0) {
                return;
            }
            int type = begin[(begin[1] & 0xff) == SEMI_SYNC ? 7 : 5] & 0xff;
            if (!PRELIMINARY.contains(type)) {
                told = true;
                firstEvents.add(System.nanoTime());
            }
        }
    }

    /** For tests: takes what is there already away. */
    List<Long> drain() {
        List<Long> all = new java.util.ArrayList<>();
        firstEvents.drainTo(all);
        return all;
    }
}
