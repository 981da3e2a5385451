package dev.lockstep.engine.sql.variable;

import java.util.List;

/** The variables that every node has, with defaults of MySQL 5.7; a node presets what its profile says otherwise. */
public final class StandardVariables {
    private StandardVariables() {}

    /** All of them. */
    public static List<SystemVariable> all() {
        return List.of();
    }
}
