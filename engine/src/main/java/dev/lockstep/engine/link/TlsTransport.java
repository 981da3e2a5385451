package dev.lockstep.engine.link;

import dev.lockstep.engine.world.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over another transport, by the JDK's engine. As below, one thread may read while another writes; what the reader has
 * to answer by itself (TLS 1.3 renews keys now and then) waits for the writer's turn.
 *
 * <p>{@link #hasBuffered()} tells of plaintext and of whole records that came with an earlier read, so that a poller misses
 * neither. It cannot look into a record: one that carries no data (a new session ticket, new keys) makes a poll ready and
 * the read after it wait; and a record that has come in part does so, too. The ACK receiver reads with a time limit of a
 * millisecond and takes that for a packet that did not come in time, as the servers do.
 *
 * <p>{@link #close()} closes the socket without TLS's word of farewell, as a server that drops a client does.
 */
public final class TlsTransport implements Transport {
    private static final int RECORD_HEADER_BYTES = 5;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Transport below;
    private final SSLEngine engine;
    private final Object writing = new Object();
    /** Guarded by {@link #writing}. */
    private ByteBuffer out;
    /** Received and not yet decrypted, ready to be read; the reader's. */
    private ByteBuffer sealed;
    /** Decrypted and not yet given out, ready to be read; the reader's. */
    private ByteBuffer plain;

    private TlsTransport(Transport below, SSLEngine engine, byte[] received) {
        this.below = below;
        this.engine = engine;
        SSLSession session = engine.getSession();
        out = ByteBuffer.allocate(session.getPacketBufferSize());
        sealed = ByteBuffer.allocate(Math.max(2 * session.getPacketBufferSize(), received.length));
        sealed.put(received).flip();
        plain = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
    }

    /**
     * Shakes hands.
     *
     * @param received what came behind the packet that asked for TLS
     * @param timeoutNanos how long each read may wait
     * @throws IOException if the other side does not speak TLS, or one of the two refuses the other's certificate; the
     *         transport is then of no more use
     */
    static TlsTransport handshake(Transport below, SSLEngine engine, byte[] received, long timeoutNanos)
            throws IOException {
        TlsTransport tls = new TlsTransport(below, engine, received);
        engine.beginHandshake();
        try {
            tls.shakeHands(timeoutNanos);
        } catch (SSLException e) {
            tls.sendAlert(e);
            throw e;
        }
        return tls;
    }

    private void shakeHands(long timeoutNanos) throws IOException {
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
                return;
            }
            if (status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN) {
                if (!unwrap(timeoutNanos)) {
                    throw new EOFException("connection closed by " + below.peer() + " during the TLS handshake");
                }
            } else {
                proceed(status);
            }
        }
    }

    /** Does what the engine wants done besides reading. */
    private void proceed(HandshakeStatus status) throws IOException {
        switch (status) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> {
                synchronized (writing) {
                    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                        wrap(NOTHING);
                    }
                }
            }
            default -> { // nothing to do
            }
        }
    }

    /** Tells the other side why; that it can no longer hear is of no interest. */
    private void sendAlert(SSLException reason) {
        try {
            proceed(engine.getHandshakeStatus());
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length, long timeoutNanos) throws IOException {
        while (!plain.hasRemaining()) {
            if (!unwrap(timeoutNanos)) {
                return -1;
            }
            proceed(engine.getHandshakeStatus());
        }
        int count = Math.min(length, plain.remaining());
        plain.get(target, offset, count);
        return count;
    }

    /** Decrypts a record, and receives more if there is no whole one; false at the end of the stream. */
    private boolean unwrap(long timeoutNanos) throws IOException {
        plain.compact();
        SSLEngineResult result;
        try {
            result = engine.unwrap(sealed, plain);
        } finally {
            plain.flip();
        }
        return switch (result.getStatus()) {
            case OK -> true;
            case CLOSED -> false;
            case BUFFER_OVERFLOW -> {
                plain = larger(plain, engine.getSession().getApplicationBufferSize());
                yield true;
            }
            case BUFFER_UNDERFLOW -> receive(timeoutNanos);
        };
    }

    private boolean receive(long timeoutNanos) throws IOException {
        sealed.compact();
        try {
            if (!sealed.hasRemaining()) {
                sealed = larger(sealed.flip(), sealed.capacity()).compact();
            }
            int count = below.read(sealed.array(), sealed.position(), sealed.remaining(), timeoutNanos);
            if (count > 0) {
                sealed.position(sealed.position() + count);
            }
            return count >= 0;
        } finally {
            sealed.flip();
        }
    }

    /** The same bytes, ready to be read, with room for so many more. */
    private static ByteBuffer larger(ByteBuffer buffer, int more) {
        return ByteBuffer.allocate(buffer.remaining() + more).put(buffer).flip();
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer text = ByteBuffer.wrap(source, offset, length);
        synchronized (writing) {
            while (text.hasRemaining()) {
                wrap(text);
            }
        }
    }

    /** Encrypts and sends one record; {@link #writing} is held. */
    private void wrap(ByteBuffer text) throws IOException {
        out.clear();
        SSLEngineResult result = engine.wrap(text, out);
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW -> out = ByteBuffer.allocate(
                    Math.max(2 * out.capacity(), engine.getSession().getPacketBufferSize()));
            case CLOSED -> {
                below.write(out.array(), 0, out.position());
                if (text.hasRemaining()) {
                    throw new EOFException("the connection to " + below.peer() + " is closed");
                }
            }
            case OK, BUFFER_UNDERFLOW -> {
                if (text.hasRemaining() && result.bytesProduced() == 0) {
                    throw new SSLException("the client wants to negotiate anew, which is not done here");
                }
                below.write(out.array(), 0, out.position());
            }
        }
    }

    @Override
    public boolean hasBuffered() {
        return plain.hasRemaining() || wholeRecord() || below.hasBuffered();
    }

    private boolean wholeRecord() {
        int at = sealed.position();
        return sealed.remaining() >= RECORD_HEADER_BYTES && sealed.remaining() >= RECORD_HEADER_BYTES
                + ((sealed.get(at + 3) & 0xff) << 8 | sealed.get(at + 4) & 0xff);
    }

    /** What both sides agreed on. */
    SSLSession session() {
        return engine.getSession();
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
