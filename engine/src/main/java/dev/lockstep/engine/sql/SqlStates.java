package dev.lockstep.engine.sql;

import java.util.Map;

/** SQL states that the servers' manuals list for their error numbers. */
final class SqlStates {
    private static final String GENERAL = "HY000";

    private static final Map<Integer, String> STATES = Map.ofEntries(Map.entry(1040, "08004"),
            Map.entry(1044, "42000"), Map.entry(1045, "28000"), Map.entry(1046, "3D000"), Map.entry(1048, "23000"),
            Map.entry(1049, "42000"), Map.entry(1050, "42S01"), Map.entry(1051, "42S02"), Map.entry(1052, "23000"),
            Map.entry(1054, "42S22"), Map.entry(1055, "42000"), Map.entry(1058, "21S01"), Map.entry(1060, "42S21"),
            Map.entry(1061, "42000"), Map.entry(1062, "23000"), Map.entry(1063, "42000"), Map.entry(1064, "42000"),
            Map.entry(1065, "42000"), Map.entry(1067, "42000"), Map.entry(1068, "42000"), Map.entry(1072, "42000"),
            Map.entry(1075, "42000"), Map.entry(1091, "42000"), Map.entry(1094, "HY000"), Map.entry(1102, "42000"),
            Map.entry(1103, "42000"), Map.entry(1109, "42S02"), Map.entry(1110, "42000"), Map.entry(1115, "42000"),
            Map.entry(1136, "21S01"), Map.entry(1142, "42000"), Map.entry(1146, "42S02"), Map.entry(1149, "42000"),
            Map.entry(1153, "08S01"), Map.entry(1203, "42000"), Map.entry(1213, "40001"), Map.entry(1216, "23000"),
            Map.entry(1217, "23000"), Map.entry(1226, "42000"), Map.entry(1227, "42000"), Map.entry(1230, "42000"),
            Map.entry(1231, "42000"), Map.entry(1232, "42000"), Map.entry(1235, "42000"), Map.entry(1241, "21000"),
            Map.entry(1242, "21000"), Map.entry(1264, "22003"), Map.entry(1265, "01000"), Map.entry(1292, "22007"),
            Map.entry(1305, "42000"), Map.entry(1317, "70100"), Map.entry(1364, "HY000"), Map.entry(1365, "22012"),
            Map.entry(1370, "42000"), Map.entry(1406, "22001"), Map.entry(1451, "23000"), Map.entry(1452, "23000"),
            Map.entry(1568, "25001"), Map.entry(1582, "42000"), Map.entry(1690, "22003"), Map.entry(1792, "25006"));

    private SqlStates() {}

    static String of(int code) {
        return STATES.getOrDefault(code, GENERAL);
    }
}
