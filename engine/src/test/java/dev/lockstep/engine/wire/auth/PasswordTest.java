package dev.lockstep.engine.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordTest {
    private static final Blob SCRAMBLE = Blob.of("abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII));
    private static final Blob OTHER = Blob.of("abcdefghijklmnopqrsu".getBytes(StandardCharsets.US_ASCII));

    private static Blob answer(AuthPlugin plugin, String password) {
        return plugin == AuthPlugin.MYSQL_NATIVE_PASSWORD
                ? NativePassword.answer(password, SCRAMBLE)
                : Sha2Password.answer(password, SCRAMBLE);
    }

    @ParameterizedTest
    @EnumSource(AuthPlugin.class)
    void takesTheRightPasswordOnly(AuthPlugin plugin) {
        StoredPassword stored = StoredPassword.of(plugin, "geheim ä");
        assertThat(stored.verify(SCRAMBLE, answer(plugin, "geheim ä"))).isTrue();
        assertThat(stored.verify(SCRAMBLE, answer(plugin, "geheim a"))).isFalse();
        assertThat(stored.verify(OTHER, answer(plugin, "geheim ä"))).isFalse();
        assertThat(stored.verify(SCRAMBLE, Blob.EMPTY)).isFalse();
        assertThat(stored.verify(SCRAMBLE, Blob.of(new byte[]{1, 2, 3}))).isFalse();
        assertThat(stored.verify(SCRAMBLE, stored.digest())).as("the stored digest is no answer").isFalse();
    }

    @ParameterizedTest
    @EnumSource(AuthPlugin.class)
    void takesNoPasswordOnlyWhereThereIsNone(AuthPlugin plugin) {
        StoredPassword none = StoredPassword.of(plugin, "");
        assertThat(none.empty()).isTrue();
        assertThat(none.verify(SCRAMBLE, Blob.EMPTY)).isTrue();
        assertThat(none.verify(SCRAMBLE, answer(plugin, "x"))).isFalse();
        assertThat(answer(plugin, "")).isEqualTo(Blob.EMPTY);
    }

    /** Of MySQL 8.0.33: {@code SELECT HEX(authentication_string)} of an account whose password is "it's secret". */
    @Test
    void knowsAPasswordByTheHashThatMySqlKeeps() {
        Blob hash = Blob
                .of(HexFormat.of().parseHex("24412430303524662771130E6446220C10201A5E187D774322396D337969395965776A"
                        + "2F6D6F44644B6B7A544A3544496A753378445834483670346E69613852326E59353241"));
        StoredPassword stored = new StoredPassword(AuthPlugin.CACHING_SHA2_PASSWORD, hash);
        assertThat(stored.crypted()).isTrue();
        assertThat(stored.matches("it's secret")).isTrue();
        assertThat(stored.matches("it's Secret")).isFalse();
        assertThat(stored.matches("")).isFalse();
        assertThat(stored.verify(SCRAMBLE, Sha2Password.answer("it's secret", SCRAMBLE)))
                .as("a scramble says nothing yet").isFalse();
        assertThat(stored.verify(SCRAMBLE, Blob.EMPTY)).isFalse();
    }

    @Test
    void storesNativePasswordsAsServersShowThem() {
        // the widely known value of PASSWORD('password')
        StoredPassword stored = StoredPassword.of(AuthPlugin.MYSQL_NATIVE_PASSWORD, "password");
        assertThat(NativePassword.text(stored)).isEqualTo("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
        assertThat(NativePassword.parse("*2470c0c06dee42fd1618bb99005adca2ec9d1e19")).isEqualTo(stored);
        assertThat(NativePassword.parse("").empty()).isTrue();
        assertThatThrownBy(() -> NativePassword.parse("*12")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("41-digit hexadecimal");
    }

    @Test
    void computesTheSha2AnswerStepByStep() {
        byte[] once = Digests.sha256("pw".getBytes(StandardCharsets.US_ASCII));
        byte[] mask = Digests.sha256(Digests.sha256(once), SCRAMBLE.bytes());
        byte[] expected = new byte[32];
        for (int i = 0; i < 32; i++) {
            expected[i] = (byte) (once[i] ^ mask[i]);
        }
        assertThat(Sha2Password.answer("pw", SCRAMBLE).bytes()).isEqualTo(expected);
        assertThat(HexFormat.of().formatHex(Digests.sha256("abc".getBytes(StandardCharsets.US_ASCII)))).startsWith(
                "ba7816bf8f01cfea");
    }

    @Test
    void sendsAPasswordThroughRsa() {
        RsaKeys keys = new RsaKeys();
        Blob pem = keys.publicKeyPem();
        assertThat(new String(pem.bytes(), StandardCharsets.US_ASCII)).startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n");
        Blob encrypted = RsaKeys.encrypt("pässword longer than the scramble", SCRAMBLE, pem);
        assertThat(encrypted.size()).isEqualTo(256);
        assertThat(keys.decrypt(encrypted, SCRAMBLE)).isEqualTo("pässword longer than the scramble");
        assertThat(keys.publicKeyPem()).isEqualTo(pem);
        byte[] damaged = Arrays.copyOf(encrypted.bytes(), 256);
        damaged[100] ^= 1;
        assertThatThrownBy(() -> keys.decrypt(Blob.of(damaged), SCRAMBLE)).isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> keys.decrypt(Blob.of(new byte[3]), SCRAMBLE)).isInstanceOf(
                MalformedBytesException.class);
        assertThatThrownBy(() -> RsaKeys.encrypt("x", SCRAMBLE, SCRAMBLE)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("RSA key");
        assertThatThrownBy(() -> RsaKeys.encrypt("x".repeat(300), SCRAMBLE, pem)).isInstanceOf(
                MalformedBytesException.class);
    }
}
