package dev.lockstep.engine.binlog;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Events that MariaDB's protocol documentation prints byte by byte, collected in semisync.md A.5, A.6 and B.2. */
final class Samples {
    private static final String FILE_34 = text("mysql-bin.000034");

    static final String FAKE_ROTATE = "00000000 04 d9270000 2f000000 00000000 2000 0400000000000000" + FILE_34
            + "d53fead7";
    static final String ROTATE = "bc4e215a 04 d9270000 2f000000 c0010000 0000 0400000000000000"
            + text("mysql-bin.000019") + "b2bcdbbf";
    static final String XID = "17d0375a 10 d9270000 1f000000 4a050000 0000 6f00000000000000 4430aafc";
    static final String INTVAR = "78ed1c5b 05 01000000 20000000 02030000 0000 01 0100000000000000 2d3fa2f5";
    static final String STOP = "3ab8155a 03 01000000 17000000 090c0000 0000 4e99ee2c";
    static final String HEARTBEAT = "00000000 1b d9270000 27000000 79040000 0000" + FILE_34 + "edefe1f0";
    static final String TABLE_MAP = "d4e5275a 13 8c270000 2d000000 7c030000 0000 210000000000 0100 04 7465737400"
            + "02 743400 01 03 00 01 056b3cbe";
    static final String STANDALONE_GTID = "ebcc265a a2 8c270000 2a000000 17020000 0800 9b26000000000000 00000000 29"
            + "000000000000 8e669a30";
    static final String TRANSACTION_GTID = "ecd5265a a2 8c270000 2a000000 8c020000 0800 9c26000000000000 00000000 0c"
            + "000000000000 37d3c823";
    static final String GTID_LIST = "a4859e59 a3 8c270000 2b000000 24010000 0000 01000000 00000000 8c270000"
            + "000e000000000000 a8f0d8b6";
    static final String START_ENCRYPTION = "b85f5a59 a4 5d000000 28000000 21010000 0000 01 01000000 655750266359"
            + "37462f3b3323 06bbda62";

    /** The lengths of post-headers in MariaDB 10.2's format description. */
    static final String MARIADB_LENGTHS = "38 0d 00 08 00 12 00 04 04 04 04 12 00 00 e4 00 04 1a 08 00 00 00 08 08 08"
            + "02 00 00 00 0a 0a 0a" + "00".repeat(128) + "04 13 04 00 0d 08 08 08 0a 0a 0a";

    private Samples() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
