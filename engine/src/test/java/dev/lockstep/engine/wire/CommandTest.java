package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDump;
import dev.lockstep.engine.wire.ReplicationCommand.ComBinlogDumpGtid;
import dev.lockstep.engine.wire.ReplicationCommand.ComRegisterSlave;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes marked as captured were sent by real replicas (client-handshakes.md, semisync.md A.2). */
class CommandTest {
    private static final HexFormat HEX = HexFormat.of();

    private static Command decode(String hex) {
        return Command.decode(HEX.parseHex(hex.replace(" ", "")), Capabilities.SERVER);
    }

    private static String hex(Command command) {
        return HEX.formatHex(command.encode());
    }

    private static String ascii(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsTheDocumentedRegistrationOfAReplica() {
        String captured = "15 75270000 08 " + ascii("SBslave1") + " 00 00 c95a 00000000 00000000";
        ComRegisterSlave expected = new ComRegisterSlave(10101, "SBslave1", "", "", 23241, 0, 0);
        assertThat(decode(captured)).isEqualTo(expected);
        assertThat(hex(expected)).isEqualTo(captured.replace(" ", ""));
    }

    @Test
    void readsTheRegistrationOfMysqld80() {
        assertThat(decode("15 2c000000 09 3132372e302e302e31 00 00 2034 00000000 00000000"))
                .isEqualTo(new ComRegisterSlave(44, "127.0.0.1", "", "", 13344, 0, 0));
    }

    @Test
    void registersWithFieldsThatAllDiffer() {
        ComRegisterSlave command = new ComRegisterSlave(0xf1f2f3f4L, "h1", "u22", "p333", 0xa1a2, 0xb1b2b3b4L,
                0xc1c2c3c4L);
        assertThat(hex(command)).isEqualTo("15f4f3f2f1" + "026831" + "03753232" + "0470333333" + "a2a1" + "b4b3b2b1"
                + "c4c3c2c1");
        assertThat(decode(hex(command))).isEqualTo(command);
    }

    @Test
    void readsTheDocumentedDumpRequest() {
        String captured = "12 34060000 0200 75270000 " + ascii("mysql-bin.000034");
        ComBinlogDump expected = new ComBinlogDump(1588, ReplicationCommand.BINLOG_SEND_ANNOTATE_ROWS_EVENT, 10101,
                "mysql-bin.000034");
        assertThat(decode(captured)).isEqualTo(expected);
        assertThat(hex(expected)).isEqualTo(captured.replace(" ", ""));
    }

    @Test
    void readsADumpRequestWithoutAFile() {
        assertThat(decode("12 00000000 0000 e9fd0000")).isEqualTo(new ComBinlogDump(0, 0, 65001, ""));
    }

    @Test
    void readsAGtidDumpRequestOfMysqld80() {
        assertThat(decode("1e 0200 2c000000 00000000 0400000000000000 08000000 0000000000000000"))
                .isEqualTo(new ComBinlogDumpGtid(2, 44, "", 4, Blob.of(new byte[8])));
    }

    @Test
    void dropsTheZeroBytesThatA57ReplicaSendsForAName() {
        assertThat(decode("1e 0000 01000000 03000000 000000 0400000000000000 01000000 7f"))
                .isEqualTo(new ComBinlogDumpGtid(0, 1, "", 4, Blob.of(new byte[]{0x7f})));
    }

    static Stream<Command> commands() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("_client_name", "lockstep");
        attributes.put("a", "");
        return Stream.of(new Command.ComQuery("select 'ä'"), new Command.ComInitDb("d1"),
                new Command.ComFieldList("t1", "c%"), new Command.ComProcessKill(0xfffffffeL),
                new Command.ComSetOption(1), new Command.ComPing(), new Command.ComQuit(), new Command.ComStatistics(),
                new Command.ComResetConnection(), new Command.ComDebug(), new Command.ComShutdown(),
                new Command.Unknown(0x7e, Blob.of(new byte[]{1, 2})),
                new ChangeUser("u", Blob.of(new byte[]{9, 8, 7}), "d", 45, "mysql_native_password", attributes),
                new StatementCommand.ComStmtPrepare("select ?"),
                new StatementCommand.ComStmtExecute(0x80000001L, 0, 1, Blob.of(new byte[]{0, 1, 3, 0, 4, 0, 0, 0})),
                new StatementCommand.ComStmtSendLongData(3, 0x1234, Blob.of(new byte[]{5, 6})),
                new StatementCommand.ComStmtClose(0xdeadbeefL), new StatementCommand.ComStmtReset(17),
                new ComBinlogDumpGtid(4, 0xe1e2e3e4L, "f.1", 0x1122334455667788L, Blob.of(new byte[]{1, 2, 3})));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void comesBackAsItWasWritten(Command command) {
        assertThat(Command.decode(command.encode(), Capabilities.SERVER)).isEqualTo(command);
        assertThat(command.encode()[0] & 0xff).isEqualTo(command.code());
    }

    @Test
    void readsTheOldFormsOfChangeUser() {
        assertThat(Command.decode(HEX.parseHex("11" + "7500" + "00" + "6400"), Capabilities.SERVER))
                .isEqualTo(new ChangeUser("u", Blob.EMPTY, "d", 0, "", Map.of()));
        assertThat(Command.decode(HEX.parseHex("11" + "7500" + "01aa" + "6400" + "2d00"), 0))
                .isEqualTo(new ChangeUser("u", Blob.of(new byte[]{(byte) 0xaa}), "d", 45, "", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"'', u8", "0c010203, 4 bytes", "04746162, zero byte", "15750000, 4 bytes",
            "157527000008534273, 8 bytes wanted", "127527, 4 bytes", "1e020001000000ffffffff, 2147483647 bytes",
            "1e0000010000000000000004000000000000000900000000, 9 bytes wanted", "170100, 4 bytes", "18010000, 4 bytes",
            "19, 4 bytes", "1b01, 2 bytes", "1175, zero byte", "117500ff01, 255 bytes wanted",
            "11750000640000002d7000ff, not a length"})
    void refusesPacketsThatEndEarly(String hex, String complaint) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesToRegisterWithANameThatDoesNotFit() {
        ComRegisterSlave command = new ComRegisterSlave(1, "x".repeat(256), "", "", 1, 0, 0);
        assertThatThrownBy(command::encode).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 255 bytes");
    }
}
