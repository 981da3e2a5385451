package dev.lockstep.engine.profile;

/** Where the semi-sync code comes from. */
public enum SemiSyncCode implements Switch {
    /** Two plugins, which INSTALL loads; without them their variables do not exist. */
    PLUGINS("two plugins to be installed"),
    /** MariaDB 10.3 and later. */
    BUILT_IN("part of the server"),
    /** Part of the server, and INSTALL and UNINSTALL of the former plugins are taken all the same. */
    BUILT_IN_TAKING_INSTALL("part of the server; INSTALL is taken all the same");

    private final String summary;

    SemiSyncCode(String summary) {
        this.summary = summary;
    }

    @Override
    public String summary() {
        return summary;
    }
}
