package dev.lockstep.engine.binlog.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as MySQL stores it. */
class JsonBinaryTest {
    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "[]", "{}", "1", "-1", "32767", "32768", "-2147483648", "2147483648",
            "9223372036854775807", "18446744073709551615", "1.5", "-0.25", "\"\"", "\"ä \\\"quoted\\\" \\\\ \\n\"",
            "[1, \"two\", [3.5, null], {\"a\": false}]", "{\"b\": 1, \"aa\": [true, 70000], \"long key\": \"日本\"}"})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(JsonBinary.text(JsonText.binary(text))).isEqualTo(text);
    }

    @Test
    void keysAreSortedByLengthAndTheLastOfEqualOnesCounts() {
        assertThat(JsonBinary.text(JsonText.binary("{ \"bb\":1,\"a\" : 2, \"bb\": 3}")))
                .isEqualTo("{\"a\": 2, \"bb\": 3}");
    }

    /** {@code {"a": 1, "b": "x"}} as MySQL 8.0 stores it. */
    @Test
    void bytesAreTheServers() {
        byte[] stored = HexFormat.of().parseHex("000200160012000100130001000501000c14006162" + "0178");

        assertThat(JsonText.binary("{\"a\": 1, \"b\": \"x\"}")).isEqualTo(stored);
        assertThat(JsonBinary.text(stored)).isEqualTo("{\"a\": 1, \"b\": \"x\"}");
    }

    @Test
    void largeValuesHaveLongOffsets() {
        String text = "[\"" + "x".repeat(70_000) + "\", {\"k\": [1, 100000]}]";

        byte[] binary = JsonText.binary(text);

        assertThat(binary[0]).isEqualTo((byte) JsonType.LARGE_ARRAY);
        assertThat(JsonBinary.text(binary)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\"}", "nul", "1 2", "\"open", "\"\\u12\"", "--1"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.binary(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damagedBytesEndInATypedError() {
        byte[] good = JsonText
                .binary("{\"key\": [1, \"two\", {\"three\": 3.5}], \"other\": \"" + "v".repeat(200) + "\"}");
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(JsonBinary.text(bad)).isNotNull();
            } catch (MalformedBytesException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }
}
