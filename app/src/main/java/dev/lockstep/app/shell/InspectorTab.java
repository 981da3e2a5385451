package dev.lockstep.app.shell;

/** Tabs of the right pane. */
enum InspectorTab {
    STATUS("icon-status", "strip.status"), SQL("icon-sql", "strip.sql"), BYTES("icon-bytes",
            "strip.bytes"), JOURNEY("icon-journey", "strip.journey"), WHY("icon-why", "strip.why"), LEDGER(
                    "icon-ledger", "strip.ledger");

    private final String icon;
    private final String words;

    InspectorTab(String icon, String words) {
        this.icon = icon;
        this.words = words;
    }

    /** Style class of its icon, for the strip of a narrow window. */
    String icon() {
        return icon;
    }

    /** Key of what it is called there. */
    String words() {
        return words;
    }
}
