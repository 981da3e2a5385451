package dev.lockstep.engine.real;

/** The columns of {@code docs/interop.md}, in their order. */
enum Column {
    FILE_POSITION("file/pos"), GTID("GTID"), ROW("ROW"), STATEMENT("STATEMENT"), CRC32("CRC32"), NONE(
            "NONE"), SEMI_SYNC(
                    "semi-sync"), TLS("TLS"), RECONNECT("reconnect"), ROTATE("rotate"), LARGE_ROW(
                            "20 MB row"), DDL("DDL"), ALL_TYPES("all types");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
