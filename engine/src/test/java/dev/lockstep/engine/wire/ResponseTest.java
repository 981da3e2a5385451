package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void readsTheDocumentedOk() {
        byte[] captured = HEX.parseHex("00000002000000");
        assertThat(Response.decode(captured)).isEqualTo(OkPacket.of(StatusFlags.AUTOCOMMIT));
        assertThat(OkPacket.of(StatusFlags.AUTOCOMMIT).encode()).isEqualTo(captured);
    }

    @Test
    void writesAnOkWithFieldsThatAllDiffer() {
        OkPacket ok = new OkPacket(0xfb, 0x1_0000, 0x0102, 0x0304, "Rows: ä");
        assertThat(HEX.formatHex(ok.encode())).isEqualTo("00" + "fcfb00" + "fd000001" + "0201" + "0403"
                + "08526f77733a20c3a4");
        assertThat(Response.decode(ok.encode())).isEqualTo(ok);
        assertThat(ok.encodeAsEndOfResultSet()).startsWith(0xfe);
        assertThat(OkPacket.decode(ok.encodeAsEndOfResultSet())).isEqualTo(ok);
    }

    @Test
    void readsTheTextThatMariaDbSendsAfterAnInsert() {
        byte[] captured = HEX.parseHex("00" + "02" + "01" + "0200" + "0000" + "26"
                + HEX.formatHex("Records: 2  Duplicates: 0  Warnings: 0".getBytes(StandardCharsets.US_ASCII)));
        assertThat(Response.decode(captured)).isEqualTo(new OkPacket(2, 1, 2, 0,
                "Records: 2  Duplicates: 0  Warnings: 0"));
    }

    @Test
    void readsAnError() {
        byte[] bytes = HEX.parseHex("ffa90423" + "4859303030" + "626f6f");
        ServerError error = new ServerError(1193, "HY000", "boo");
        assertThat(Response.decode(bytes)).isEqualTo(error);
        assertThat(error.encode()).isEqualTo(bytes);
        assertThat(error).hasToString("ERROR 1193 (HY000): boo");
    }

    @Test
    void readsAnErrorFromBeforeTheLogin() {
        assertThat(ServerError.decode(HEX.parseHex("ff1004" + "546f6f"))).isEqualTo(new ServerError(1040, "HY000",
                "Too"));
    }

    @Test
    void tellsAnEofFromAnOkThatEndsRowsAndFromALongRow() {
        EofPacket eof = new EofPacket(0x0102, 0x0304);
        assertThat(HEX.formatHex(eof.encode())).isEqualTo("fe02010403");
        assertThat(Response.decode(eof.encode())).isEqualTo(eof);
        assertThat(EofPacket.is(new byte[]{(byte) 0xfe, 0, 0, 0, 0, 0, 0, 0, 0})).isFalse();
        assertThat(EofPacket.is(new byte[]{(byte) 0xfe})).isTrue();
    }

    @Test
    void readsARequestForALocalFile() {
        LocalInfileRequest request = new LocalInfileRequest("/etc/passwd");
        assertThat(Response.decode(request.encode())).isEqualTo(request);
    }

    @Test
    void readsTheNumberOfColumns() {
        assertThat(Response.decode(new byte[]{(byte) 0xfc, 0, 1})).isEqualTo(new ResultSetHeader(256));
        assertThat(new ResultSetHeader(256).encode()).containsExactly(0xfc, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"'', empty answer", "00, u8", "0000fb, NULL", "ff01, 2 bytes", "fe01, 2 bytes",
            "feffffffffffffffff, result set of", "fc0110, result set of 4097", "fd0100, 3 bytes"})
    void refusesBadAnswers(String hex, String complaint) {
        assertThatThrownBy(() -> Response.decode(HEX.parseHex(hex))).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void fillsInTheServersTexts() {
        assertThat(ServerErrorCode.ER_ACCESS_DENIED_ERROR.error("root", "localhost", "YES")).isEqualTo(new ServerError(
                1045, "28000", "Access denied for user 'root'@'localhost' (using password: YES)"));
        assertThat(ServerErrorCode.ER_NO_SUCH_THREAD.error(42L).message()).isEqualTo("Unknown thread id: 42");
        assertThat(ServerErrorCode.ER_SLAVE_WAS_RUNNING.sqlState()).isEqualTo("00000");
        assertThatThrownBy(() -> {
            throw ServerErrorCode.ER_BAD_DB_ERROR.exception("x");
        }).isInstanceOfSatisfying(ServerErrorException.class,
                e -> assertThat(e.error().message()).isEqualTo("Unknown database 'x'"));
    }

    @Test
    void givesEveryErrorANumberOfItsOwnAndAState() {
        Set<Integer> codes = Arrays.stream(ServerErrorCode.values()).map(ServerErrorCode::code).collect(Collectors
                .toSet());
        assertThat(codes).hasSize(ServerErrorCode.values().length);
        assertThat(ServerErrorCode.values()).allSatisfy(code -> assertThat(code.sqlState()).matches("[0-9A-Z]{5}"));
    }
}
