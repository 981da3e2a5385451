package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.auth.AuthMoreData;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.AuthSwitchRequest;
import dev.lockstep.engine.wire.auth.Greeting;
import dev.lockstep.engine.wire.auth.RsaKeys;
import dev.lockstep.engine.wire.auth.Sha2Password;
import dev.lockstep.engine.wire.auth.StoredPassword;
import dev.lockstep.engine.world.Chance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has a client prove that it knows a password: its first answer if that was made for the account's plugin, else an auth
 * switch; for caching_sha2_password then a word that the scramble was right, or the password under RSA. Thread-safe.
 */
final class ServerProof {
    private final ServerHandshake.Sha2 sha2;
    private final RsaKeys keys;
    private final Chance chance;
    /** Accounts that went the full way once, with the digest that they had: what a server's cache remembers. */
    private final Map<Known, StoredPassword> cache = new ConcurrentHashMap<>();

    private record Known(String user, Blob digest) {}

    ServerProof(ServerHandshake.Sha2 sha2, RsaKeys keys, Chance chance) {
        this.sha2 = sha2;
        this.keys = keys;
        this.chance = chance;
    }

    enum Stage {
        LOGIN, CHANGE_USER
    }

    enum Outcome {
        PROVED, WRONG, WRONG_WITHOUT_PASSWORD, CLIENT_TOO_OLD
    }

    record Claim(String user, long capabilities, String plugin, Blob scramble, Blob answer, Stage stage) {}

    /** Bytes that are neither zero nor the dollar sign, as servers make them. */
    static Blob scramble(Chance chance) {
        byte[] bytes = chance.bytes(Greeting.SCRAMBLE_BYTES);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 0x7f;
            if (bytes[i] == 0 || bytes[i] == '$') {
                bytes[i]++;
            }
        }
        return Blob.of(bytes);
    }

    Outcome run(PacketLink link, Claim claim, StoredPassword stored, long timeoutNanos) throws IOException {
        Blob scramble = claim.scramble();
        Blob answer = claim.answer();
        if (!Capabilities.has(claim.capabilities(), Capabilities.PLUGIN_AUTH)) {
            if (stored.plugin() != AuthPlugin.MYSQL_NATIVE_PASSWORD) {
                return Outcome.CLIENT_TOO_OLD;
            }
        } else if (claim.stage() == Stage.CHANGE_USER || !plugin(claim).equals(stored.plugin().wireName())) {
            scramble = scramble(chance);
            link.writePacket(new AuthSwitchRequest(stored.plugin().wireName(), scramble).encode());
            link.flush();
            answer = Blob.of(link.readPacket(timeoutNanos));
        }
        boolean proved = stored.plugin() == AuthPlugin.CACHING_SHA2_PASSWORD
                ? sha2(link, claim.user(), stored, scramble, answer, timeoutNanos)
                : stored.verify(scramble, answer);
        if (proved) {
            return Outcome.PROVED;
        }
        return Sha2Password.isEmpty(answer) ? Outcome.WRONG_WITHOUT_PASSWORD : Outcome.WRONG;
    }

    private static String plugin(Claim claim) {
        return claim.plugin().isEmpty() ? AuthPlugin.MYSQL_NATIVE_PASSWORD.wireName() : claim.plugin();
    }

    /** {@code FLUSH PRIVILEGES}: the next login of each account goes the full way. */
    void forget() {
        cache.clear();
    }

    private boolean sha2(PacketLink link, String user, StoredPassword stored, Blob scramble, Blob answer,
            long timeoutNanos) throws IOException {
        Known known = new Known(user, stored.digest());
        boolean right = (stored.crypted() ? cache.getOrDefault(known, stored) : stored).verify(scramble, answer);
        if (stored.empty() || Sha2Password.isEmpty(answer)) {
            return right;
        }
        if (sha2 == ServerHandshake.Sha2.FAST && !stored.crypted() || right && cache.containsKey(known)) {
            if (right) {
                link.writePacket(AuthMoreData.of(AuthMoreData.FAST_AUTH_SUCCESS).encode());
            }
            return right;
        }
        link.writePacket(AuthMoreData.of(AuthMoreData.FULL_AUTHENTICATION).encode());
        link.flush();
        return full(link, known, stored, scramble, timeoutNanos);
    }

    private boolean full(PacketLink link, Known known, StoredPassword stored, Blob scramble, long timeoutNanos)
            throws IOException {
        byte[] answer = link.readPacket(timeoutNanos);
        if (answer.length == 1 && answer[0] == AuthMoreData.REQUEST_PUBLIC_KEY) {
            link.writePacket(new AuthMoreData(keys.publicKeyPem()).encode());
            link.flush();
            answer = link.readPacket(timeoutNanos);
        }
        try {
            String password = inClear(link, answer)
                    ? new String(answer, 0, answer.length - 1, StandardCharsets.UTF_8)
                    : keys.decrypt(Blob.of(answer), scramble);
            if (stored.matches(password)) {
                cache.put(known, StoredPassword.of(AuthPlugin.CACHING_SHA2_PASSWORD, password));
                return true;
            }
            return false;
        } catch (MalformedBytesException e) {
            return false;
        }
    }

    /**
     * Within TLS a client sends the password itself. libmariadb 3.3.20 does so on loopback, too, which it takes for secure
     * (seen; MySQL's servers refuse that).
     */
    private static boolean inClear(PacketLink link, byte[] answer) {
        return answer.length > 0 && answer[answer.length - 1] == 0
                && (link.tls().isPresent() || answer.length < RsaKeys.CIPHER_BYTES);
    }
}
