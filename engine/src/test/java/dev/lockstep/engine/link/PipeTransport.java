package dev.lockstep.engine.link;

import dev.lockstep.engine.world.Transport;
import dev.lockstep.engine.world.TransportTimeoutException;
import java.io.IOException;
import java.util.Arrays;

/** One end of an in-memory stream for tests: unbounded, so that a single thread can play both sides. */
final class PipeTransport implements Transport {
    private final Lane in;
    private final Lane out;
    private volatile boolean closed;

    private PipeTransport(Lane in, Lane out) {
        this.in = in;
        this.out = out;
    }

    /** Two connected ends. */
    static PipeTransport[] pair() {
        Lane left = new Lane();
        Lane right = new Lane();
        return new PipeTransport[]{new PipeTransport(left, right), new PipeTransport(right, left)};
    }

    @Override
    public int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException {
        return in.read(target, offset, length, timeoutNanos);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
    }

    @Override
    public String peer() {
        return "127.0.0.1:4711";
    }

    @Override
    public int localPort() {
        return 1;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        in.end();
        out.end();
    }

    private static final class Lane {
        private byte[] bytes = new byte[0];
        private boolean ended;

        synchronized void write(byte[] source, int offset, int length) throws IOException {
            if (ended) {
                throw new IOException("broken pipe");
            }
            int held = bytes.length;
            bytes = Arrays.copyOf(bytes, held + length);
            System.arraycopy(source, offset, bytes, held, length);
            notifyAll();
        }

        synchronized int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException {
            long deadline = System.nanoTime() + Math.min(timeoutNanos, 1L << 40);
            while (bytes.length == 0 && !ended) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new TransportTimeoutException(timeoutNanos);
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (bytes.length == 0) {
                return -1;
            }
            int count = Math.min(length, bytes.length);
            System.arraycopy(bytes, 0, target, offset, count);
            bytes = Arrays.copyOfRange(bytes, count, bytes.length);
            return count;
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }
    }
}
