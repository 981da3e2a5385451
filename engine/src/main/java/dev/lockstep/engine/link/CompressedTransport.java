package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.CompressedPacket;
import dev.lockstep.engine.world.Transport;
import java.io.IOException;

/**
 * The compressed protocol over another transport. Its packets have sequence numbers of their own, which begin anew with each
 * command as those of the packets within do: the owner of the writing side sets them. Numbers that come are told, not
 * checked: the ACK receiver's begin at 0 whenever they like.
 */
final class CompressedTransport implements Transport {
    private static final byte[] NONE = {};
    private static final int RECEIVE_BYTES = 16 * 1024;

    private final Transport below;
    private final ByteWriter out = new ByteWriter(1024);
    private int sequence;
    private int lastRead;
    private byte[] received = NONE;
    private int from;
    private int to;
    private byte[] content = NONE;
    private int at;

    /** With what came in front of the first packet: normally nothing. */
    CompressedTransport(Transport below, byte[] received) {
        this.below = below;
        this.received = received.clone();
        to = received.length;
    }

    /** Sequence number of the next packet written, 0 to 255. */
    int sequence() {
        return sequence;
    }

    /** Sets the sequence number of the next packet written. */
    void sequence(int next) {
        sequence = next & 0xff;
    }

    /** Sequence number of the last packet read. */
    int lastRead() {
        return lastRead;
    }

    @Override
    public int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException {
        while (at == content.length) {
            if (!next() && !receive(timeoutNanos)) {
                return -1;
            }
        }
        int count = Math.min(length, content.length - at);
        System.arraycopy(content, at, target, offset, count);
        at += count;
        return count;
    }

    /** Takes the next packet, if the whole of it is here. */
    private boolean next() throws IOException {
        if (!whole()) {
            return false;
        }
        CompressedPacket header = CompressedPacket.header(received, from);
        try {
            content = header.content(received, from + CompressedPacket.HEADER_BYTES);
        } catch (MalformedBytesException e) {
            throw new IOException("from " + below.peer() + ": " + e.getMessage(), e);
        }
        at = 0;
        lastRead = header.sequence();
        from += CompressedPacket.HEADER_BYTES + header.length();
        if (from == to) {
            received = received.length > 1 << 20 ? NONE : received;
            from = 0;
            to = 0;
        }
        return true;
    }

    private boolean whole() {
        return to - from >= CompressedPacket.HEADER_BYTES
                && to - from >= CompressedPacket.HEADER_BYTES + CompressedPacket.header(received, from).length();
    }

    private boolean receive(long timeoutNanos) throws IOException {
        if (received.length - to < RECEIVE_BYTES) {
            int held = to - from;
            byte[] room = new byte[Math.max(2 * held, held + RECEIVE_BYTES)];
            System.arraycopy(received, from, room, 0, held);
            received = room;
            from = 0;
            to = held;
        }
        int count = below.read(received, to, received.length - to, timeoutNanos);
        to += Math.max(0, count);
        return count >= 0;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.clear();
        int done = 0;
        while (done < length) {
            int part = Math.min(CompressedPacket.MAX_CONTENT_BYTES, length - done);
            CompressedPacket.write(out, sequence, source, offset + done, part);
            sequence = sequence + 1 & 0xff;
            done += part;
        }
        below.write(out.array(), 0, out.size());
    }

    @Override
    public boolean hasBuffered() {
        return at < content.length || whole() || below.hasBuffered();
    }

    @Override
    public Transport socket() {
        return below.socket();
    }

    @Override
    public String peer() {
        return below.peer();
    }

    @Override
    public int localPort() {
        return below.localPort();
    }

    @Override
    public boolean closed() {
        return below.closed();
    }

    @Override
    public void close() {
        below.close();
    }
}
