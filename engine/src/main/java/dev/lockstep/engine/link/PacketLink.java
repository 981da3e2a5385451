package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.wire.PacketFramer;
import dev.lockstep.engine.wire.PacketSink;
import dev.lockstep.engine.wire.PacketTooLargeException;
import dev.lockstep.engine.world.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Packets over a transport, with one sequence number for both directions, as the servers' NET has: every frame read or
 * written moves it on, a command starts at 0. During the connection phase TLS and then the compressed protocol may be laid
 * under them; the numbers of compressed packets count then, and those within follow them, as in NET.
 *
 * <p>One thread uses it, with one exception: {@link #privateReader()} gives another thread (the ACK receiver) the reading
 * side with a sequence number of its own, while the first goes on writing (semisync.md A.6). What hands over between the
 * two threads is the caller's lock.
 */
public final class PacketLink implements PacketReader, PacketSink, AutoCloseable {
    /** Limit of a packet if none is given: MySQL's slave_max_allowed_packet. */
    public static final int MAX_PACKET_BYTES = 1 << 30;
    private static final int FLUSH_AT_BYTES = 64 * 1024;
    private static final int READ_BYTES = 16 * 1024;

    private volatile Transport transport;
    private final PacketFramer framer;
    private final byte[] received = new byte[READ_BYTES];
    private final ByteWriter out = new ByteWriter(READ_BYTES);
    private volatile @Nullable TlsTransport secured;
    private volatile @Nullable CompressedTransport compressed;
    private int sequence;

    /** Refuses packets larger than {@code maxPacketBytes} from the other side. */
    public PacketLink(Transport transport, int maxPacketBytes) {
        this.transport = transport;
        this.framer = new PacketFramer(maxPacketBytes);
    }

    @Override
    public byte[] readPacket(long timeoutNanos) throws IOException {
        try {
            byte[] packet = read(sequence, timeoutNanos);
            CompressedTransport outer = compressed;
            sequence(outer == null ? framer.sequence() : outer.lastRead() + 1);
            return packet;
        } catch (PacketTooLargeException e) {
            sequence(framer.sequence() + 1); // the frame counts: an error can be sent as its answer
            throw e;
        }
    }

    private byte[] read(int expected, long timeoutNanos) throws IOException {
        if (!framer.joining()) {
            framer.expectSequence(expected);
        }
        byte[] packet = framer.next();
        while (packet == null) {
            int count = transport.read(received, 0, received.length, timeoutNanos);
            if (count < 0) {
                throw new EOFException("connection closed by " + transport.peer()
                        + (framer.bufferedBytes() > 0 ? " in the middle of a packet" : ""));
            }
            framer.feed(received, 0, count);
            packet = framer.next();
        }
        return packet;
    }

    @Override
    public boolean hasBuffered() {
        return framer.bufferedBytes() > 0 || transport.hasBuffered();
    }

    /** Limit of a packet of the other side, in bytes; holds from the next frame on. */
    public void maxPacketBytes(int limit) {
        framer.maxPacketBytes(limit);
    }

    /** Limit of a packet of the other side, in bytes. */
    public int maxPacketBytes() {
        return framer.maxPacketBytes();
    }

    /** Adds a packet to what will be sent; sends by itself when much has gathered. */
    public void writePacket(byte[] payload) throws IOException {
        sequence = PacketFramer.frame(out, sequence, payload);
        if (out.size() >= FLUSH_AT_BYTES) {
            flush();
        }
    }

    /** The same for a payload in two parts: {@code head}, then a slice of an array. */
    public void writePacket(byte[] head, byte[] body, int start, int length) throws IOException {
        sequence = PacketFramer.frame(out, sequence, head, body, start, length);
        if (out.size() >= FLUSH_AT_BYTES) {
            flush();
        }
    }

    @Override
    public void packet(byte[] payload) throws IOException {
        writePacket(payload);
    }

    /** Sends what has gathered. */
    public void flush() throws IOException {
        if (out.size() > 0) {
            transport.write(out.array(), 0, out.size());
            out.clear();
            CompressedTransport outer = compressed;
            if (outer != null) {
                sequence = outer.sequence(); // as net_flush does
            }
        }
    }

    /** Sequence number of the next frame, 0 to 255. */
    public int sequence() {
        return sequence;
    }

    /** Sets the sequence number of the next frame: 1 after a flagged event (semisync.md A.6). */
    public void sequence(int next) {
        sequence = next & 0xff;
        CompressedTransport outer = compressed;
        if (outer != null) {
            outer.sequence(next);
        }
    }

    @Override
    public void resetSequence() {
        sequence(0);
    }

    /**
     * Goes on within TLS, which the engine's side of the handshake begins; what came already is the other side's part of it.
     *
     * @param timeoutNanos how long each read of the handshake may wait
     * @throws IOException if the handshake fails; the link is to be closed
     */
    void secure(SSLEngine engine, long timeoutNanos) throws IOException {
        TlsTransport layer = TlsTransport.handshake(transport, engine, framer.takeBuffered(), timeoutNanos);
        secured = layer;
        transport = layer;
    }

    /** What TLS agreed on; empty without it. */
    public Optional<SSLSession> tls() {
        return Optional.ofNullable(secured).map(TlsTransport::session);
    }

    /** Goes on with the compressed protocol. */
    public void compress() {
        if (compressed == null) {
            CompressedTransport outer = new CompressedTransport(transport, framer.takeBuffered());
            framer.takeAnySequence();
            compressed = outer;
            transport = outer;
        }
    }

    /** Whether the compressed protocol is spoken. */
    public boolean compressed() {
        return compressed != null;
    }

    /**
     * The reading side with a sequence number of its own, 0 at first. While it is used, {@link #readPacket} is not.
     */
    public PacketReader privateReader() {
        return new PrivateReader();
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class PrivateReader implements PacketReader {
        private int next;

        @Override
        public byte[] readPacket(long timeoutNanos) throws IOException {
            byte[] packet = read(next, timeoutNanos);
            next = framer.sequence();
            return packet;
        }

        @Override
        public boolean hasBuffered() {
            return PacketLink.this.hasBuffered();
        }

        @Override
        public void resetSequence() {
            next = 0;
        }

        @Override
        public Transport transport() {
            return transport;
        }
    }
}
