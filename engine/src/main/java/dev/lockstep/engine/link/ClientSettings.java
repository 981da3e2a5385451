package dev.lockstep.engine.link;

import dev.lockstep.engine.wire.Blob;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param host host
 * @param port port
 * @param user account
 * @param password in clear, empty for none
 * @param database to use, empty for none
 * @param collation {@link dev.lockstep.engine.wire.Collations}
 * @param attributes connection attributes in their order
 * @param timeoutNanos for connecting, and for each answer
 * @param maxPacketBytes largest packet taken
 * @param protection of what is sent
 */
public record ClientSettings(String host, int port, String user, String password, String database, int collation,
        Map<String, String> attributes, long timeoutNanos, int maxPacketBytes, Protection protection) {
    /** In the clear. */
    public ClientSettings(String host, int port, String user, String password, String database, int collation,
            Map<String, String> attributes, long timeoutNanos, int maxPacketBytes) {
        this(host, port, user, password, database, collation, attributes, timeoutNanos, maxPacketBytes,
                Protection.NONE);
    }

    /**
     * How a connection and its password are protected.
     *
     * @param tls required if not null
     * @param nameCheck whether the certificate must be that of the host
     * @param publicKey the server's RSA key in PEM for passwords without TLS, null if none was given
     * @param keyRetrieval whether to ask the server for that key
     * @param compression whether to speak the compressed protocol if the server does
     */
    public record Protection(@Nullable TlsContext tls, TlsContext.NameCheck nameCheck, @Nullable Blob publicKey,
            KeyRetrieval keyRetrieval, Compression compression) {
        /** Nothing, and whatever key the server sends is taken. */
        public static final Protection NONE = new Protection(null, TlsContext.NameCheck.OFF, null,
                KeyRetrieval.ALLOWED, Compression.OFF);
    }

    /** Whether a client asks a server for its RSA key: somebody in between could answer with his own. */
    public enum KeyRetrieval {
        ALLOWED, REFUSED
    }

    /** Whether a client asks for the compressed protocol. */
    public enum Compression {
        ON, OFF
    }

    /** The same server and account, for another purpose. */
    public ClientSettings within(long nanos) {
        return new ClientSettings(host, port, user, password, "", collation, attributes, nanos, maxPacketBytes,
                protection);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
