package dev.lockstep.engine.node.replica;

import java.util.Map;

/** What the storage engines of the servers call the errors that rows run into (my_base.h of both families). */
final class HandlerErrors {
    private static final int NOT_FOUND = 1032;
    private static final Map<Integer, String> NAMES = Map.of(NOT_FOUND, "HA_ERR_KEY_NOT_FOUND", 1062,
            "HA_ERR_FOUND_DUPP_KEY", 1205, "HA_ERR_LOCK_WAIT_TIMEOUT", 1213, "HA_ERR_LOCK_DEADLOCK", 1451,
            "HA_ERR_ROW_IS_REFERENCED", 1452, "HA_ERR_NO_REFERENCED_ROW");

    /** How rows of a table are found. */
    enum Search {
        BY_KEY, BY_SCAN
    }

    private HandlerErrors() {}

    /** The name, empty for an error that does not come from a storage engine. */
    static String name(int errno, Search search) {
        return errno == NOT_FOUND && search == Search.BY_SCAN
                ? "HA_ERR_END_OF_FILE"
                : NAMES.getOrDefault(errno, "");
    }
}
