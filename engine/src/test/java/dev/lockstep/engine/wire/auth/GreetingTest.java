package dev.lockstep.engine.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Blob SCRAMBLE = Blob.of("abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII));

    @Test
    void writesAGreetingWithFieldsThatAllDiffer() {
        Greeting greeting = new Greeting("5.7.22-x", 0xf1f2f3f4L, SCRAMBLE, 0x81ff_f7feL, 45, 0x0203, 0x1d1c1b1aL,
                "mysql_native_password");
        assertThat(HEX.formatHex(greeting.encode())).isEqualTo("0a" + "352e372e32322d7800" + "f4f3f2f1"
                + "6162636465666768" + "00" + "fef7" + "2d" + "0302" + "ff81" + "15" + "000000000000" + "1a1b1c1d"
                + "696a6b6c6d6e6f7071727374" + "00" + "6d7973716c5f6e61746976655f70617373776f726400");
        assertThat(Greeting.decode(greeting.encode())).isEqualTo(greeting);
    }

    @Test
    void keepsMariaDbsSecondWordOutOfMySqlGreetings() {
        Greeting greeting = new Greeting("8", 1, SCRAMBLE, Capabilities.SERVER, 8, 2, 7, "p");
        assertThat(Greeting.decode(greeting.encode()).mariaDbCapabilities()).isZero();
    }

    @Test
    void takesAPluginNameWithoutItsZeroByte() {
        byte[] bytes = new Greeting("5.5.7", 1, SCRAMBLE, Capabilities.SERVER, 8, 2, 0, "p").encode();
        assertThat(Greeting.decode(Arrays.copyOf(bytes, bytes.length - 1)).plugin()).isEqualTo("p");
        assertThat(Greeting.decode(Arrays.copyOf(bytes, bytes.length - 2)).plugin()).isEmpty();
    }

    private static LoginRequest login(long capabilities) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("_client_name", "libmysql");
        attributes.put("_client_replication_channel_name", "");
        attributes.put("program_name", "mysqld");
        return new LoginRequest(capabilities, 0x4000_1065L, 255, 0, "repl", Blob.of(new byte[]{1, 2, 0, 3}), "db1",
                "mysql_native_password", attributes);
    }

    @Test
    void readsTheLoginThatItWrote() {
        LoginRequest login = login(0x99b8a285L | Capabilities.CONNECT_WITH_DB);
        assertThat(LoginRequest.decode(login.encode())).isEqualTo(login);
        assertThat(HEX.formatHex(login.encode())).startsWith("8da2b899" + "65100040" + "ff" + "00".repeat(23)
                + "7265706c00" + "04" + "01020003" + "64623100" + "6d7973716c5f6e61746976655f70617373776f726400" + "4c"
                + "0c5f636c69656e745f6e616d65" + "086c69626d7973716c");
    }

    @Test
    void readsALoginWithoutTheOptionalParts() {
        LoginRequest login = login(Capabilities.PROTOCOL_41 | Capabilities.SECURE_CONNECTION
                | Capabilities.LONG_PASSWORD);
        LoginRequest read = LoginRequest.decode(login.encode());
        assertThat(read.answer()).isEqualTo(login.answer());
        assertThat(read.database()).isEmpty();
        assertThat(read.plugin()).isEmpty();
        assertThat(read.attributes()).isEmpty();
    }

    @Test
    void readsTheLoginOfTheBinlogConnector() {
        // caps 0x00088204: protocol 4.1, secure connection, plugin; no attributes, no length-encoded answer
        byte[] bytes = HEX.parseHex("04820800" + "00000000" + "08" + "00".repeat(23) + "726f6f7400" + "00"
                + "6d7973716c5f6e61746976655f70617373776f726400");
        LoginRequest login = LoginRequest.decode(bytes);
        assertThat(login.user()).isEqualTo("root");
        assertThat(login.answer()).isEqualTo(Blob.EMPTY);
        assertThat(login.plugin()).isEqualTo("mysql_native_password");
        assertThat(login.encode()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"85a20000, 4 bytes", "85a00000ffffff00, protocol 4.1"})
    void refusesBadLogins(String hex, String complaint) {
        assertThatThrownBy(() -> LoginRequest.decode(HEX.parseHex(hex))).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aRequestForTlsIsToldFromALogin() {
        byte[] request = new LoginRequest(Capabilities.PROTOCOL_41 | Capabilities.SSL, 0, 8, 0, "", Blob.EMPTY, "", "",
                Map.of()).encode();
        byte[] beginning = Arrays.copyOf(request, 32);
        assertThat(LoginRequest.isTlsRequest(beginning)).isTrue();
        assertThat(LoginRequest.isTlsRequest(request)).isFalse();
        assertThat(LoginRequest.tlsRequest(Capabilities.PROTOCOL_41 | Capabilities.SSL, 0, 8)).isEqualTo(beginning);
        assertThatThrownBy(() -> LoginRequest.decode(beginning)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("asks for TLS");
    }

    @Test
    void refusesEveryPartOfAGreetingOrALogin() {
        byte[] greeting = new Greeting("8", 1, SCRAMBLE, Capabilities.SERVER, 8, 2, 0, "p").encode();
        for (int length = 0; length < greeting.length - 3; length++) {
            byte[] part = Arrays.copyOf(greeting, length);
            assertThatThrownBy(() -> Greeting.decode(part)).isInstanceOf(MalformedBytesException.class);
        }
        byte[] login = login(0x99b8a285L).encode();
        for (int length = 0; length < login.length; length++) {
            byte[] part = Arrays.copyOf(login, length);
            try {
                LoginRequest.decode(part);
            } catch (MalformedBytesException e) {
                continue;
            }
            assertThat(length).as("complete up to an optional part").isIn(42, 42 + 22);
        }
    }

    @Test
    void readsAnAuthSwitch() {
        AuthSwitchRequest request = new AuthSwitchRequest("caching_sha2_password", SCRAMBLE);
        assertThat(AuthSwitchRequest.decode(request.encode())).isEqualTo(request);
        assertThat(HEX.formatHex(request.encode())).startsWith("fe" + "63616368").endsWith("6f7071"
                + "72737400");
        assertThatThrownBy(() -> AuthSwitchRequest.decode(new byte[]{(byte) 0xfe})).isInstanceOf(
                MalformedBytesException.class).hasMessageContaining("before 4.1");
    }

    @Test
    void readsAPluginsWord() {
        AuthMoreData word = AuthMoreData.of(AuthMoreData.FAST_AUTH_SUCCESS);
        assertThat(word.encode()).containsExactly(1, 3);
        assertThat(AuthMoreData.decode(word.encode()).is(AuthMoreData.FAST_AUTH_SUCCESS)).isTrue();
        assertThat(AuthMoreData.decode(new byte[]{1, 3, 3}).is(AuthMoreData.FAST_AUTH_SUCCESS)).isFalse();
    }
}
