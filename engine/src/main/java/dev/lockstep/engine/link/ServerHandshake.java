package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ChangeUser;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.ServerErrorCode;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.wire.StatusFlags;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.Greeting;
import dev.lockstep.engine.wire.auth.LoginRequest;
import dev.lockstep.engine.wire.auth.RsaKeys;
import dev.lockstep.engine.wire.auth.StoredPassword;
import dev.lockstep.engine.world.Chance;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Server's side of the connection phase. One per node, used by all its sessions at once.
 *
 * <p>States of one login: greeting sent; login read; proved, refused, or (see {@link ServerProof}) asked for more. An
 * unknown user is asked as a known one would be and refused only then, so that names cannot be tried out.
 */
public final class ServerHandshake {
    /** Limit of a packet before the login is proved: nobody can make the server gather more. */
    private static final int LOGIN_PACKET_BYTES = 64 * 1024;
    private static final int SECURE_TRANSPORT_REQUIRED = 3159;

    private final Settings settings;
    private final Accounts accounts;
    private final ServerProof proof;
    private final Chance chance;
    private final StoredPassword decoy;

    /**
     * What the greeting says, and how passwords are proved.
     *
     * @param version server version
     * @param plugin default password plugin
     * @param capabilities offered, normally {@link Capabilities#SERVER}
     * @param collation default collation
     * @param sha2 which way of caching_sha2_password
     * @param secrecy TLS
     */
    public record Settings(String version, AuthPlugin plugin, long capabilities, int collation, Sha2 sha2,
            Secrecy secrecy) {
        /** Without TLS. */
        public Settings(String version, AuthPlugin plugin, long capabilities, int collation, Sha2 sha2) {
            this(version, plugin, capabilities, collation, sha2, Secrecy.NONE);
        }
    }

    /** What a server has of TLS. Called by many sessions at once. */
    public interface Secrecy {
        /** There is none. */
        Secrecy NONE = new Secrecy() {
            @Override
            public Optional<TlsContext> tls() {
                return Optional.empty();
            }

            @Override
            public Required required() {
                return Required.NO;
            }
        };

        /** Whether a login may come in the clear, and how it is refused if not. */
        enum Required {
            NO,
            /** 3159, MySQL. */
            WITH_REASON,
            /** 1045, as a wrong password: seen of MariaDB 10.11.19. */
            WITHOUT_REASON
        }

        /** What it shows; empty if it offers no TLS. */
        Optional<TlsContext> tls();

        /** {@code require_secure_transport}. */
        Required required();
    }

    /** Which way a caching_sha2_password is proved without TLS. */
    public enum Sha2 {
        /** Always by scramble: clients need no special option. */
        FAST,
        /**
         * By RSA at an account's first login since the start, then by scramble, as a real server; Connector/J then needs
         * {@code allowPublicKeyRetrieval}.
         */
        FULL_AT_FIRST_LOGIN
    }

    /** For one node. */
    public ServerHandshake(Settings settings, Accounts accounts, RsaKeys keys, Chance chance) {
        this.settings = settings;
        this.accounts = accounts;
        this.proof = new ServerProof(settings.sha2(), keys, chance);
        this.chance = chance;
        this.decoy = new StoredPassword(settings.plugin(), Blob.of(chance.bytes(32)));
    }

    /**
     * Greets a client and has it log in. Refusals are sent before they are thrown.
     *
     * @param threadId number of the connection
     * @param timeoutNanos connect_timeout: how long each read may wait
     * @throws ServerErrorException if the login was refused (1043, 1045, 1251); the link is to be closed
     */
    public Login run(PacketLink link, long threadId, long timeoutNanos) throws IOException {
        int limit = link.maxPacketBytes();
        link.maxPacketBytes(LOGIN_PACKET_BYTES);
        Blob scramble = ServerProof.scramble(chance);
        link.resetSequence();
        TlsContext tls = settings.secrecy().tls().orElse(null);
        long offered = settings.capabilities() | (tls == null ? 0 : Capabilities.SSL);
        link.writePacket(new Greeting(settings.version(), threadId, scramble, offered, settings.collation(),
                StatusFlags.AUTOCOMMIT, 0, settings.plugin().wireName()).encode());
        link.flush();
        LoginRequest request = login(link, tls, timeoutNanos);
        if (settings.secrecy().required() == Secrecy.Required.WITH_REASON && link.tls().isEmpty()) {
            throw refuse(link, new ServerError(SECURE_TRANSPORT_REQUIRED, ServerError.GENERAL_STATE,
                    "Connections using insecure transport are prohibited while --require_secure_transport=ON."));
        }
        long capabilities = offered & request.capabilities();
        ServerProof.Claim claim = new ServerProof.Claim(request.user(), capabilities, request.plugin(), scramble,
                request.answer(), ServerProof.Stage.LOGIN);
        Login login = prove(link, claim, request, timeoutNanos);
        link.maxPacketBytes(limit);
        return login;
    }

    private static LoginRequest login(PacketLink link, @Nullable TlsContext tls, long timeoutNanos)
            throws IOException {
        try {
            byte[] packet = link.readPacket(timeoutNanos);
            if (tls != null && LoginRequest.isTlsRequest(packet)) {
                link.secure(tls.serverEngine(), timeoutNanos);
                packet = link.readPacket(timeoutNanos);
            }
            return LoginRequest.decode(packet);
        } catch (MalformedBytesException e) {
            ServerErrorException refusal = refuse(link, ServerErrorCode.ER_HANDSHAKE_ERROR.error());
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    /** {@code FLUSH PRIVILEGES}: passwords of caching_sha2_password have to be shown once more. */
    public void forgetPasswords() {
        proof.forget();
    }

    /**
     * COM_CHANGE_USER on a connection that had {@code before}; the answer is left to the caller as after {@link #run}.
     *
     * @throws ServerErrorException if it was refused; servers close the link then
     */
    public Login changeUser(PacketLink link, Login before, ChangeUser change, long timeoutNanos) throws IOException {
        LoginRequest last = before.request();
        LoginRequest request = new LoginRequest(last.capabilities(), last.maxPacketBytes(),
                change.collation() == 0 ? last.collation() : change.collation(), last.mariaDbCapabilities(),
                change.user(), change.answer(), change.database(), change.plugin(), change.attributes());
        ServerProof.Claim claim = new ServerProof.Claim(change.user(), before.capabilities(), change.plugin(),
                before.scramble(), change.answer(), ServerProof.Stage.CHANGE_USER);
        return prove(link, claim, request, timeoutNanos);
    }

    private Login prove(PacketLink link, ServerProof.Claim claim, LoginRequest request, long timeoutNanos)
            throws IOException {
        String host = host(link.transport().peer());
        Account account = accounts.find(claim.user(), host).orElse(null);
        ServerProof.Outcome outcome = proof.run(link, claim, account == null ? decoy : account.password(),
                timeoutNanos);
        if (outcome == ServerProof.Outcome.CLIENT_TOO_OLD) {
            throw refuse(link, ServerErrorCode.ER_NOT_SUPPORTED_AUTH_MODE.error());
        }
        if (account == null || outcome != ServerProof.Outcome.PROVED || !meets(link, account.requirement())) {
            String password = outcome == ServerProof.Outcome.WRONG_WITHOUT_PASSWORD ? "NO" : "YES";
            throw refuse(link, ServerErrorCode.ER_ACCESS_DENIED_ERROR.error(claim.user(), host, password));
        }
        return new Login(account, host, claim.capabilities(), claim.scramble(), request);
    }

    private boolean meets(PacketLink link, Account.Requirement requirement) {
        if (settings.secrecy().required() != Secrecy.Required.NO && link.tls().isEmpty()) {
            return false;
        }
        return switch (requirement) {
            case NONE -> true;
            case SSL -> link.tls().isPresent();
            case X509 -> link.tls().map(ServerHandshake::showsCertificate).orElse(false);
        };
    }

    private static boolean showsCertificate(SSLSession session) {
        try {
            return session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    private static ServerErrorException refuse(PacketLink link, ServerError error) throws IOException {
        link.writePacket(error.encode());
        link.flush();
        return error.toException();
    }

    private static String host(String peer) {
        int colon = peer.lastIndexOf(':');
        String host = colon < 0 ? peer : peer.substring(0, colon);
        return host.startsWith("/") ? host.substring(1) : host;
    }
}
