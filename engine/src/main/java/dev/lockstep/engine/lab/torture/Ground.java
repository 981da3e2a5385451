package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.ChannelSql;
import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.RelaySync;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.profile.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lab that schedules are played on: a source {@code m} and its replicas, all of one profile. One thread uses it. */
final class Ground implements AutoCloseable {
    static final String COUNT = "rpl_semi_sync_master_wait_for_slave_count";
    private static final String ORIGIN = "torture";
    private static final long STEP_NANOS = 5_000_000;

    private final Lab lab;
    private final ServerProfile profile;
    private final List<LabNode> nodes = new ArrayList<>();
    private final CountHistory counts = new CountHistory();

    private Ground(Lab lab, ServerProfile profile) {
        this.lab = lab;
        this.profile = profile;
    }

    /** Starts all nodes and points the replicas to the source; they are not started. */
    static Ground open(String profileName, LabOptions options) throws LabException, Violation.Found {
        ServerProfile profile = Profiles.named(profileName)
                .orElseThrow(() -> new IllegalArgumentException("no profile " + profileName));
        List<NodeSpec> specs = new ArrayList<>();
        for (int i = 0; i <= Schedule.REPLICAS; i++) {
            specs.add(new NodeSpec(i == 0 ? "m" : "r" + i, profileName, i + 1L, 0, variables(profile, i == 0)));
        }
        List<ChannelSpec> channels = specs.subList(1, specs.size()).stream()
                .map(spec -> ChannelSpec.of(spec.name(), specs.getFirst().name())).toList();
        Ground ground = new Ground(Lab.start(new Topology("torture", "", specs, channels, null, null), options),
                profile);
        try {
            ground.nodes.addAll(ground.lab.nodes());
            ground.counts.changed(0, 0, 1);
            ground.must(0, "CREATE TABLE test.torture (id BIGINT PRIMARY KEY)");
            return ground;
        } catch (Violation.Found e) {
            ground.close();
            throw e;
        }
    }

    private static Map<String, String> variables(ServerProfile profile, boolean source) {
        Map<String, String> variables = new TreeMap<>();
        if (profile.dialect() == Dialect.MYSQL && !profile.name().equals("mysql-5.5")) {
            variables.putAll(Map.of("gtid_mode", "ON", "enforce_gtid_consistency", "ON", "log_slave_updates", "ON"));
        }
        if (source) {
            variables.put(word(profile, "rpl_semi_sync_master_enabled"), "ON");
            variables.put(word(profile, "rpl_semi_sync_master_timeout"), "4000");
        } else {
            variables.put(word(profile, "rpl_semi_sync_slave_enabled"), "ON");
            variables.put("skip_slave_start", "ON");
        }
        return variables;
    }

    private static String word(ServerProfile profile, String variable) {
        return profile.words() == Words.SOURCE_REPLICA
                ? variable.replace("master", "source").replace("for_slave", "for_replica").replace("no_slave",
                        "no_replica").replace("slave", "replica")
                : variable;
    }

    Lab lab() {
        return lab;
    }

    LabNode source() {
        return nodes.getFirst();
    }

    LabNode node(int number) {
        return nodes.get(number);
    }

    CountHistory counts() {
        return counts;
    }

    /** Sends a statement to a node, 0 being the source; what it answers may be a refusal. */
    SqlOutcome sql(int node, String statement) {
        return nodes.get(node).execute(ORIGIN, statement);
    }

    /** The same for one that must not be refused. */
    SqlOutcome must(int node, String statement) throws Violation.Found {
        SqlOutcome outcome = sql(node, statement);
        if (outcome instanceof SqlOutcome.Refused refused) {
            throw new Violation.Found("statements that must succeed do",
                    nodes.get(node).name() + " refused \"" + statement
                            + "\": " + refused.errno() + " " + refused.message());
        }
        return outcome;
    }

    /** SET GLOBAL of a semi-sync variable of the source, in the words of its version. */
    void set(String variable, String value) {
        long sent = lab.nanos();
        String text = value.matches("[0-9]+") ? value : "'" + value + "'";
        SqlOutcome outcome = sql(0, "SET GLOBAL " + word(profile, variable) + " = " + text);
        if (variable.equals(COUNT) && !(outcome instanceof SqlOutcome.Refused)) {
            counts.changed(sent, lab.nanos(), Integer.parseInt(value));
        }
    }

    /** A semi-sync status variable of the source; -1 if it cannot be had. */
    long status(String variable) {
        return sql(0, "SHOW GLOBAL STATUS LIKE '" + word(profile, variable) + "'") instanceof SqlOutcome.Rows rows
                && !rows.rows().isEmpty() ? number(rows.rows().getFirst().get(1)) : -1;
    }

    private static long number(@Nullable String text) {
        return text == null || !text.matches("-?\\d{1,18}") ? -1 : Long.parseLong(text);
    }

    /** CHANGE MASTER of a replica that stands still; from a position, or where it is. */
    void point(int replica, boolean byGtid, @Nullable BinlogPosition from) throws Violation.Found {
        String gtid = switch (profile.dialect()) {
            case MARIADB -> ", MASTER_USE_GTID = " + (byGtid ? "slave_pos" : "no");
            case MYSQL -> profile.name().equals("mysql-5.5") ? "" : ", MASTER_AUTO_POSITION = " + (byGtid ? 1 : 0);
        };
        must(replica, new ChannelSql(profile, "").changeSource(source().address(), byGtid ? null : from) + gtid);
    }

    /** Forgets what was replicated: after RESET MASTER on the source. */
    void forgetReplicated(int replica) throws Violation.Found {
        must(replica, "RESET MASTER");
        if (profile.dialect() == Dialect.MARIADB) {
            must(replica, "SET GLOBAL gtid_slave_pos = ''");
        }
    }

    /** A cell of SHOW SLAVE STATUS, empty if there is none. */
    String slave(int replica, String column) {
        String cell = sql(replica, "SHOW SLAVE STATUS") instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? rows.value(0, column)
                : null;
        return cell == null ? "" : cell;
    }

    /** How far a replica has applied. */
    BinlogPosition applied(int replica) {
        SqlOutcome outcome = sql(replica, "SHOW SLAVE STATUS");
        if (outcome instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()) {
            String file = rows.value(0, "Relay_Master_Log_File");
            return new BinlogPosition(file == null ? "" : file, Math.max(4, number(rows.value(0,
                    "Exec_Master_Log_Pos"))));
        }
        return new BinlogPosition("", 4);
    }

    /** How far the source has written. */
    BinlogPosition written() {
        return sql(0, "SHOW MASTER STATUS") instanceof SqlOutcome.Rows rows && !rows.rows().isEmpty()
                ? new BinlogPosition(String.valueOf(rows.value(0, "File")), number(rows.value(0, "Position")))
                : new BinlogPosition("", 4);
    }

    /** Waits until the applier of a replica has nothing more to read in the relay log. */
    void awaitRelayLogApplied(int replica) throws Violation.Found {
        sql(replica, "START SLAVE SQL_THREAD");
        await(20, "an applier comes to the end of its relay log", () -> nodes.get(replica).name() + ": "
                + sql(replica, "SHOW SLAVE STATUS"),
                () -> slave(replica, "Slave_SQL_Running_State").contains(
                        "has read all relay log"));
    }

    /** Whether a replica's ACK means that a power cut leaves what it acknowledges. */
    boolean ackSurvivesPowerCut() {
        return profile.relaySync() == RelaySync.BEFORE_ACK;
    }

    /** The rows behind a number. */
    Set<Long> ids(int node, long above) throws Violation.Found {
        Set<Long> ids = new HashSet<>();
        if (must(node, "SELECT id FROM test.torture WHERE id > " + above) instanceof SqlOutcome.Rows rows) {
            rows.rows().forEach(row -> ids.add(number(row.getFirst())));
        }
        return ids;
    }

    /** Something that comes true. */
    interface Condition {
        boolean holds() throws Violation.Found;
    }

    /** Text for a message. */
    interface Text {
        String get() throws Violation.Found;
    }

    /** Waits for it; if it does not come in time that is a violation. */
    void await(long seconds, String invariant, Text state, Condition condition) throws Violation.Found {
        long deadline = lab.nanos() + seconds * 1_000_000_000L;
        while (!condition.holds()) {
            if (lab.nanos() > deadline) {
                throw new Violation.Found(invariant, "not within " + seconds + " s: " + state.get());
            }
            lab.world().threads().sleep(STEP_NANOS);
        }
    }

    @Override
    public void close() {
        lab.close();
    }
}
