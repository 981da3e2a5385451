package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.OkPacket;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.wire.auth.AuthMoreData;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.AuthSwitchRequest;
import dev.lockstep.engine.wire.auth.Greeting;
import dev.lockstep.engine.wire.auth.LoginRequest;
import dev.lockstep.engine.wire.auth.NativePassword;
import dev.lockstep.engine.wire.auth.RsaKeys;
import dev.lockstep.engine.wire.auth.Sha2Password;
import java.io.IOException;
import javax.net.ssl.SSLException;

/**
 * Client's side of the connection phase: reads the greeting, logs in, and answers auth switches and the words of
 * caching_sha2_password until OK or an error comes. Used once.
 */
final class ClientLogin {
    private static final int MAX_ROUNDS = 10;
    /** Client error CR_AUTH_PLUGIN_CANNOT_LOAD. */
    private static final int PLUGIN_CANNOT_LOAD = 2059;
    /** Client error CR_SSL_CONNECTION_ERROR. */
    private static final int TLS_ERROR = 2026;
    /** Client error CR_AUTH_PLUGIN_ERR. */
    private static final int PLUGIN_ERROR = 2061;

    private final PacketLink link;
    private final ClientSettings settings;
    private AuthPlugin plugin = AuthPlugin.MYSQL_NATIVE_PASSWORD;
    private Blob scramble = Blob.EMPTY;
    private long capabilities;

    ClientLogin(PacketLink link, ClientSettings settings) {
        this.link = link;
        this.settings = settings;
    }

    Greeting run() throws IOException {
        byte[] first = link.readPacket(settings.timeoutNanos());
        if (first.length > 0 && (first[0] & 0xff) == ServerError.HEADER) {
            throw ServerError.decode(first).toException();
        }
        Greeting greeting = Greeting.decode(first);
        if (!Capabilities.has(greeting.capabilities(), Capabilities.PROTOCOL_41 | Capabilities.SECURE_CONNECTION)) {
            throw new MalformedBytesException("server " + greeting.version() + " does not speak protocol 4.1", 0);
        }
        scramble = greeting.scramble();
        plugin = AuthPlugin.named(greeting.plugin()).orElse(AuthPlugin.MYSQL_NATIVE_PASSWORD);
        long wanted = Capabilities.CLIENT | (settings.database().isEmpty() ? 0 : Capabilities.CONNECT_WITH_DB);
        capabilities = wanted & greeting.capabilities();
        if (settings.protection().compression() == ClientSettings.Compression.ON) {
            capabilities |= greeting.capabilities() & Capabilities.COMPRESS;
        }
        secure(greeting);
        link.writePacket(new LoginRequest(capabilities, settings.maxPacketBytes(), settings.collation(), 0,
                settings.user(), answer(), settings.database(), plugin.wireName(), settings.attributes()).encode());
        link.flush();
        finish();
        return greeting;
    }

    long capabilities() {
        return capabilities;
    }

    /** Asks for TLS with the first half of a login, and shakes hands. */
    private void secure(Greeting greeting) throws IOException {
        TlsContext tls = settings.protection().tls();
        if (tls == null) {
            return;
        }
        if (!Capabilities.has(greeting.capabilities(), Capabilities.SSL)) {
            throw failed(TLS_ERROR, "SSL connection error: SSL is required but the server doesn't support it");
        }
        capabilities |= Capabilities.SSL;
        link.writePacket(LoginRequest.tlsRequest(capabilities, settings.maxPacketBytes(), settings.collation()));
        link.flush();
        try {
            link.secure(tls.clientEngine(settings.host(), settings.port(), settings.protection().nameCheck()),
                    settings.timeoutNanos());
        } catch (SSLException e) {
            ServerErrorException failure = failed(TLS_ERROR, "SSL connection error: " + e.getMessage());
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static ServerErrorException failed(int errno, String message) {
        return new ServerError(errno, ServerError.GENERAL_STATE, message).toException();
    }

    private void finish() throws IOException {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            byte[] packet = link.readPacket(settings.timeoutNanos());
            int header = packet.length == 0 ? -1 : packet[0] & 0xff;
            switch (header) {
                case OkPacket.HEADER -> {
                    return;
                }
                case ServerError.HEADER -> throw ServerError.decode(packet).toException();
                case AuthSwitchRequest.HEADER -> switchTo(AuthSwitchRequest.decode(packet));
                case AuthMoreData.HEADER -> more(AuthMoreData.decode(packet));
                default -> throw new MalformedBytesException("packet of unknown kind " + header + " during login", 0);
            }
        }
        throw new MalformedBytesException("login does not come to an end", 0);
    }

    private void switchTo(AuthSwitchRequest request) throws IOException {
        plugin = AuthPlugin.named(request.plugin())
                .orElseThrow(() -> failed(PLUGIN_CANNOT_LOAD,
                        "Authentication plugin '" + request.plugin() + "' cannot be loaded"));
        if (request.scramble().size() != Greeting.SCRAMBLE_BYTES) {
            throw new MalformedBytesException("scramble of " + request.scramble().size() + " bytes", 0);
        }
        scramble = request.scramble();
        link.writePacket(answer().bytes());
        link.flush();
    }

    private Blob answer() {
        return switch (plugin) {
            case MYSQL_NATIVE_PASSWORD -> NativePassword.answer(settings.password(), scramble);
            case CACHING_SHA2_PASSWORD -> Sha2Password.answer(settings.password(), scramble);
        };
    }

    private void more(AuthMoreData word) throws IOException {
        if (plugin != AuthPlugin.CACHING_SHA2_PASSWORD) {
            throw new MalformedBytesException("unexpected data of plugin " + plugin.wireName(), 0);
        }
        if (word.is(AuthMoreData.FULL_AUTHENTICATION)) {
            fullAuthentication();
        } else if (!word.is(AuthMoreData.FAST_AUTH_SUCCESS)) {
            link.writePacket(RsaKeys.encrypt(settings.password(), scramble, word.data()).bytes());
            link.flush();
        }
    }

    /** The password itself within TLS; without, under the server's key, which is asked for only if that is allowed. */
    private void fullAuthentication() throws IOException {
        Blob known = settings.protection().publicKey();
        if (link.tls().isPresent()) {
            link.writePacket(new ByteWriter().zeroTerminated(settings.password()).toBytes());
        } else if (known != null) {
            link.writePacket(RsaKeys.encrypt(settings.password(), scramble, known).bytes());
        } else if (settings.protection().keyRetrieval() == ClientSettings.KeyRetrieval.ALLOWED) {
            link.writePacket(new byte[]{AuthMoreData.REQUEST_PUBLIC_KEY});
        } else {
            throw failed(PLUGIN_ERROR, "Authentication plugin '" + plugin.wireName()
                    + "' reported error: Authentication requires secure connection.");
        }
        link.flush();
    }
}
