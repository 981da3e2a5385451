package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.HealSpec;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what a schedule says, as an operator would. */
final class Actor {
    private static final String CHANNEL = "";
    private static final List<String> HOOKS = List.of("before_reply", "read_event", "request_dump", "queue_event",
            "thread_stop");

    private static final long SERVED_SECONDS = 20;

    private final Ground ground;
    private final boolean byGtid;
    private final List<Writer> writers;
    private final List<World> killed = new ArrayList<>();
    private final List<Evidence.Span> resets = new ArrayList<>();
    private boolean sourceWasReset;

    Actor(Ground ground, boolean byGtid, List<Writer> writers) {
        this.ground = ground;
        this.byGtid = byGtid;
        this.writers = writers;
    }

    /** Whether the source has forgotten transactions that not every replica had. */
    boolean sourceWasReset() {
        return sourceWasReset;
    }

    /** While positions may begin anew. */
    List<Evidence.Span> resets() {
        return resets;
    }

    /** Worlds of nodes that ended: nothing in them may go on. */
    List<World> killed() {
        return killed;
    }

    void perform(Act act) throws Violation.Found {
        switch (act) {
            case Act.Set(String variable, String value) -> ground.set(variable, value);
            case Act.Stop(int replica, String threads) -> ground.sql(replica, "STOP SLAVE" + threads);
            case Act.Start(int replica) -> ground.sql(replica, "START SLAVE");
            case Act.ResetReplica(int replica) -> {
                long begin = ground.lab().nanos();
                BinlogPosition applied = standStill(replica);
                ground.must(replica, "RESET SLAVE");
                ground.point(replica, byGtid, applied);
                ground.must(replica, "START SLAVE");
                resets.add(new Evidence.Span(begin, ground.lab().nanos()));
            }
            case Act.ResetSource() -> {
                long begin = ground.lab().nanos();
                resetSource();
                resets.add(new Evidence.Span(begin, ground.lab().nanos()));
            }
            case Act.KillClient(int client, boolean queryOnly) -> {
                long id = writers.get(client % writers.size()).connectionId();
                if (id != 0) {
                    ground.sql(0, "KILL " + (queryOnly ? "QUERY " : "") + id);
                }
            }
            case Act.KillDump(int replica) -> killDump(replica);
            case Act.Crash(int node) -> end(node, ground.node(node)::kill);
            case Act.PowerCut(int node) -> end(node, () -> {
                if (node == 0 || ground.ackSurvivesPowerCut()) {
                    ground.node(node).losePower();
                } else {
                    ground.node(node).kill();
                }
            });
            case Act.Break(int replica, Fault.OfLink fault) -> breakLine(replica, fault);
            case Act.Mend(int replica) -> mend(replica);
            case Act.Restart(int node) -> end(node, ground.node(node)::stop);
            case Act.Hold(int replica, String hook, int millis) -> ground.node(replica).gates()
                    .ifPresent(gates -> gates.hold(CHANNEL, hook, millis * 1_000_000L));
            case Act.Rotate() -> ground.sql(0, "FLUSH BINARY LOGS");
        }
    }

    private void breakLine(int replica, Fault.OfLink fault) throws Violation.Found {
        try {
            ground.lab().faults().set(new FaultSpec(ground.node(replica).name(), CHANNEL, fault));
        } catch (LabException e) {
            throw new Violation.Found("a fault can be set", String.valueOf(e.getMessage()));
        }
    }

    private void mend(int replica) throws Violation.Found {
        try {
            ground.lab().faults().heal(new HealSpec(HealSpec.Place.LINE, ground.node(replica).name(), CHANNEL, ""));
        } catch (LabException e) {
            throw new Violation.Found("a fault can be mended", String.valueOf(e.getMessage()));
        }
    }

    /** Every place is free again, and every line as it should be. */
    void releaseAll() throws Violation.Found {
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            mend(i);
            ground.node(i).gates().ifPresent(gates -> HOOKS.forEach(hook -> gates.release(CHANNEL, hook)));
        }
    }

    /** Stops a replica when it has applied what it has; returns how far that is. */
    private BinlogPosition standStill(int replica) throws Violation.Found {
        ground.sql(replica, "STOP SLAVE IO_THREAD");
        ground.awaitRelayLogApplied(replica);
        ground.must(replica, "STOP SLAVE");
        return ground.applied(replica);
    }

    private void resetSource() throws Violation.Found {
        releaseAll();
        ground.set(Ground.COUNT, "1");
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            ground.sql(i, "START SLAVE");
        }
        // One that connects behind RESET MASTER with its old GTIDs would be sent the new log from behind those numbers on.
        ground.await(SERVED_SECONDS, "started replicas are served", () -> "served: " + dumps(),
                () -> dumps().size() >= Schedule.REPLICAS);
        sourceWasReset = true;
        ground.must(0, "RESET MASTER");
        String file = ground.sql(0, "SHOW BINARY LOGS") instanceof SqlOutcome.Rows rows
                ? String.valueOf(rows.rows().getFirst().getFirst())
                : "";
        // A dump of the old log ends once the new one is longer, and then its replica comes again with its old GTIDs.
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            ground.sql(i, "STOP SLAVE IO_THREAD");
        }
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            standStill(i);
            ground.must(i, "RESET SLAVE");
            ground.forgetReplicated(i);
            ground.point(i, byGtid, new BinlogPosition(file, BinlogPosition.FIRST_OFFSET));
            ground.must(i, "START SLAVE");
        }
    }

    private void killDump(int replica) {
        List<String> dumps = dumps();
        if (!dumps.isEmpty()) {
            ground.sql(0, "KILL " + dumps.get(replica % dumps.size()));
        }
    }

    /** Connections of the source's dump threads. */
    private List<String> dumps() {
        List<String> dumps = new ArrayList<>();
        if (ground.sql(0, "SHOW PROCESSLIST") instanceof SqlOutcome.Rows rows) {
            for (List<@Nullable String> row : rows.rows()) {
                if (String.valueOf(row.get(4)).startsWith("Binlog Dump")) {
                    dumps.add(String.valueOf(row.getFirst()));
                }
            }
        }
        return dumps;
    }

    /** How a node ends. */
    private interface Ending {
        void run() throws LabException;
    }

    /** Ends a node in that way and starts it again. */
    private void end(int number, Ending how) throws Violation.Found {
        LabNode node = ground.node(number);
        node.world().ifPresent(killed::add);
        long sent = ground.lab().nanos();
        try {
            how.run();
        } catch (LabException e) {
            throw new Violation.Found("a node can be ended", String.valueOf(e.getMessage()));
        }
        start(node);
        if (number == 0) {
            ground.counts().changed(sent, ground.lab().nanos(), 1);
        } else {
            ground.sql(number, "START SLAVE");
        }
    }

    /** Kills the source for good, for now. */
    void killSource() {
        ground.source().world().ifPresent(killed::add);
        ground.source().kill();
    }

    /** Starts a node that is down. */
    void start(LabNode node) throws Violation.Found {
        try {
            node.start();
        } catch (LabException e) {
            throw new Violation.Found("a node starts again on its data", String.valueOf(e.getMessage()));
        }
    }
}
