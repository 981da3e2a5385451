package dev.lockstep.engine.real;

import java.sql.SQLException;
import java.util.List;

/** Switches {@code gtid_mode} of a running MySQL, which goes step by step. */
final class GtidMode {
    private static final List<String> STEPS = List.of("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");

    private GtidMode() {}

    static void on(Server server) throws Exception {
        if (fixed(server)) {
            server.restart("--log-slave-updates=ON", "--gtid-mode=ON", "--enforce-gtid-consistency=ON");
            return;
        }
        server.sql("SET GLOBAL enforce_gtid_consistency=ON");
        step(server, 1);
    }

    static void off(Server server) throws Exception {
        if (fixed(server)) {
            if (!"OFF".equals(server.cell("SELECT @@GLOBAL.gtid_mode"))) {
                server.restart("--log-slave-updates=ON");
            }
            return;
        }
        step(server, -1);
        server.sql("SET GLOBAL enforce_gtid_consistency=OFF");
    }

    /** MySQL 5.6 cannot while it runs. */
    private static boolean fixed(Server server) throws SQLException {
        return String.valueOf(server.cell("SELECT VERSION()")).startsWith("5.6.");
    }

    private static void step(Server server, int by) throws SQLException {
        int at = STEPS.indexOf(server.cell("SELECT @@GLOBAL.gtid_mode"));
        for (int i = at + by; i >= 0 && i < STEPS.size(); i += by) {
            server.sql("SET GLOBAL gtid_mode=" + STEPS.get(i));
        }
    }
}
