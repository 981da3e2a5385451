package dev.lockstep.engine.node;

import dev.lockstep.engine.node.commit.Commits;
import dev.lockstep.engine.node.commit.GtidState;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.variable.SystemVariables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Global variables that begin a new binlog when they change: {@code binlog_checksum}, and {@code gtid_mode} of MySQL, which
 * goes from step to step (sys_vars.h, MySQL 5.7).
 */
record BinlogSwitches(Commits commits, SystemVariables variables) {
    private static final List<String> STEPS = List.of("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");
    private static final String MODE = "gtid_mode";

    void connect(Dialect dialect) {
        variables.onChange("binlog_checksum", (variable, before, now) -> commits.rotate());
        if (dialect == Dialect.MYSQL) {
            variables.guard(MODE, (variable, before, now) -> check(before, now));
            variables.onChange(MODE, (variable, before, now) -> {
                commits.gtids().mode(mode(String.valueOf(now)));
                commits.rotate();
            });
        }
    }

    /** Whether new transactions get GTIDs with that value of {@code gtid_mode}. */
    static GtidState.Mode mode(String value) {
        return STEPS.indexOf(value) >= STEPS.indexOf("ON_PERMISSIVE") ? GtidState.Mode.ON : GtidState.Mode.OFF;
    }

    private void check(@Nullable Object before, @Nullable Object now) throws SqlError {
        int step = STEPS.indexOf(String.valueOf(now)) - STEPS.indexOf(String.valueOf(before));
        if (Math.abs(step) > 1) {
            throw SqlError.of(1788, "The value of @@GLOBAL.GTID_MODE can only be changed one step at a time: OFF <-> "
                    + "OFF_PERMISSIVE <-> ON_PERMISSIVE <-> ON. Also note that this value must be stepped up or down "
                    + "simultaneously on all servers. See the Manual for instructions.");
        }
        if ("ON".equals(now) && !variables.text("enforce_gtid_consistency").equals("ON")) {
            throw SqlError.of(3111,
                    "SET @@GLOBAL.GTID_MODE = ON is not allowed because ENFORCE_GTID_CONSISTENCY is not "
                            + "ON.");
        }
    }
}
