package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.SqlOutcome;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.CheckSpec;
import dev.lockstep.engine.lab.spec.Comparison;
import dev.lockstep.engine.lab.spec.Condition;
import dev.lockstep.engine.lab.spec.Narration;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.ScenarioSpec;
import dev.lockstep.engine.lab.spec.StepSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.lab.spec.VariantSpec;
import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LockName;
import dev.lockstep.engine.trace.LockOp;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceEvent.Progress;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import dev.lockstep.engine.world.LockModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A lab without servers: a trace that tells the story of bug #89370 up to the middle of the stall, and answers that are
 * made up. The window cannot tell the difference, and nothing here depends on time passing.
 */
public final class ToldLab implements LabSession {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long STALL_BEGINS = 20 * SECOND;
    private static final String FILE = "bin.000003";

    private final TraceLog log = new TraceLog();
    private final Topology topology;
    private final String variant;
    private final List<String> sent = new ArrayList<>();
    private final Random chance = new Random(89370);
    private final ThreadTrack[] sessions = new ThreadTrack[4];
    private final ThreadTrack receiver;
    private final ThreadTrack dumpOne;
    private final ThreadTrack dumpTwo;
    private final LockName mutex;
    private long nanos;
    private long end;
    private long committed;
    private boolean playing;
    private boolean closed;

    /** Opens told labs. */
    public static LabSession.Opener opener() {
        return ToldLab::new;
    }

    /** Tells the whole story at once. */
    public ToldLab(Topology topology, String variant) {
        this.topology = topology;
        this.variant = variant;
        mutex = log.lock("m", "Ack_receiver::m_mutex");
        receiver = log.thread("m", "Ack receiver", 0);
        dumpOne = log.thread("m", "dump → s1", 0);
        dumpTwo = log.thread("m", "dump → s2", STALL_BEGINS);
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = log.thread("m", "session " + (11 + i), 0);
        }
        start();
    }

    /** The topology that is told of. */
    public static Topology topologyOfBug() {
        List<NodeSpec> nodes = List.of(node("m", 1), node("s1", 2), node("s2", 3));
        return new Topology("The slave that got nothing", "", nodes,
                List.of(ChannelSpec.of("s1", "m"), ChannelSpec.of("s2", "m")), null, scenario());
    }

    private static NodeSpec node(String name, long serverId) {
        return new NodeSpec(name, "mysql-5.7.22", serverId, 40_320 + (int) serverId, Map.of());
    }

    private static ScenarioSpec scenario() {
        List<StepSpec> steps = new ArrayList<>();
        for (String title : List.of("Two semi-sync slaves, count = 2", "Load on; status is ON",
                "SET wait_for_slave_count = 1", "STOP SLAVE on s2", "START SLAVE on s2", "Pause the load",
                "s2 catches up")) {
            steps.add(new StepSpec.Pause("", title, Narration.NONE, 1));
        }
        List<CheckSpec> checks = new ArrayList<>();
        for (String title : List.of("s2: Slave_IO_Running = Yes", "m: semi-sync status = ON",
                "m: semi-sync clients = 1", "s2 gets no event for 20 s", "nothing lost in the end")) {
            checks.add(new CheckSpec(title, "", 0, 0,
                    new Condition.Status("m", "x", new Comparison(Comparison.Op.IS, "ON"))));
        }
        return new ScenarioSpec("The slave that got nothing", "MySQL bug #89370 · 5.7.16 – 5.7.22",
                Narration.of("Two slaves follow a master that waits for both. Play the story to see what happens."),
                List.of(), steps, List.of(),
                List.of(new VariantSpec("bug", "bug (5.7.22)", "mysql-5.7.22", Map.of(), checks),
                        new VariantSpec("fixed", "fixed (5.7.23)", "mysql-5.7.23", Map.of(), checks.subList(0, 2))));
    }

    private void start() {
        for (NodeSpec node : topology.nodes()) {
            log.emit(new TraceEvent.NodeStarted(tick(MILLI), node.name(), node.profile(), node.serverId(), "127.0.0.1",
                    node.port()));
        }
        for (String[] variable : new String[][]{{"rpl_semi_sync_master_enabled", "ON"},
                {"rpl_semi_sync_master_wait_for_slave_count", "2"}, {"rpl_semi_sync_master_timeout", "10000"},
                {"rpl_semi_sync_master_wait_point", "AFTER_SYNC"}}) {
            log.emit(new TraceEvent.VariableChanged(tick(1000), "m", variable[0], variable[1]));
        }
        log.emit(new TraceEvent.SemiSyncSwitched(tick(1000), "m", true, "enabled"));
        channel("s1", dumpOne, 2, 1);
        channel("s2", dumpTwo, 3, 2);
        sample();
    }

    private void channel(String replica, ThreadTrack dump, long serverId, int clients) {
        log.emit(new TraceEvent.ChannelConfigured(tick(1000), replica, "", "127.0.0.1", 40_321));
        state(replica, ChannelThread.APPLIER, State.YES);
        log.emit(new TraceEvent.DumpRequested(tick(1000), "m", dump.id(), serverId, new BinlogPosition(FILE, 4), true));
        state(replica, ChannelThread.RECEIVER, State.YES);
        log.emit(new TraceEvent.ChannelSemiSync(tick(1000), replica, "", true));
        if (clients > 0) {
            log.emit(new TraceEvent.DumpStarted(tick(1000), "m", dump.id(), serverId));
            log.emit(new TraceEvent.SemiSyncClients(tick(1000), "m", clients));
        }
    }

    private void state(String replica, ChannelThread which, State state) {
        log.emit(new TraceEvent.ChannelThreadChanged(tick(1000), replica, "", which, state, 0, null));
    }

    private long tick(long by) {
        nanos += by;
        return nanos;
    }

    @Override
    public void play() {
        playing = true;
        log.emit(new TraceEvent.ScenarioStarted(tick(MILLI), "lab", "The slave that got nothing", variant));
        step(0, Progress.RUNNING);
        tick(2 * SECOND);
        step(0, Progress.PASSED);
        step(1, Progress.RUNNING);
        log.emit(new TraceEvent.LoadChanged(tick(MILLI), "lab", true, 4));
        commits(6 * SECOND, "s1", "s2");
        step(1, Progress.PASSED);
        step(2, Progress.RUNNING);
        statement("m", "SET GLOBAL rpl_semi_sync_master_wait_for_slave_count = 1");
        log.emit(new TraceEvent.VariableChanged(tick(1000), "m", "rpl_semi_sync_master_wait_for_slave_count", "1"));
        commits(5 * SECOND, "s1", "s2");
        step(2, Progress.PASSED);
        step(3, Progress.RUNNING);
        statement("s2", "STOP SLAVE");
        state("s2", ChannelThread.RECEIVER, State.NO);
        state("s2", ChannelThread.APPLIER, State.NO);
        log.emit(new TraceEvent.DumpEnded(tick(1000), "m", dumpTwo.id(), 3, "killed"));
        log.emit(new TraceEvent.SemiSyncClients(tick(1000), "m", 1));
        commits(4 * SECOND, "s1");
        step(3, Progress.PASSED);
        step(4, Progress.RUNNING);
        statement("s2", "START SLAVE");
        channel("s2", dumpTwo, 3, 0);
        stall();
    }

    private void stall() {
        for (int i = 0; i < 3; i++) {
            check(i, Progress.PASSED, List.of("Yes", "ON", "1").get(i));
        }
        check(3, Progress.RUNNING, "no event since START SLAVE");
        log.emit(new TraceEvent.Narrated(tick(1000), "lab", "What you are seeing",
                "s2 says both threads run. Yet nothing has reached it: its new dump thread waits for the ACK receiver’s "
                        + "mutex. The receiver lets go for an instant after each ACK, and takes it again before the "
                        + "waiter has woken."));
        locks(nanos + 21 * SECOND);
        commits(21 * SECOND + 400 * MILLI, "s1");
    }

    private void locks(long until) {
        int site = log.site("add_slave");
        dumpTwo.record(LockOp.REQUESTED, mutex.id(), receiver.id(), site, nanos);
        dumpTwo.record(LockOp.WAITING, mutex.id(), receiver.id(), site, nanos);
        for (long at = nanos; at < until; at += 200_000) {
            long from = at + chance.nextInt(20_000);
            long to = at + 195_000;
            receiver.record(LockOp.BARGED, mutex.id(), dumpTwo.id(), 0, from);
            receiver.record(LockOp.ACQUIRED, mutex.id(), 0, 0, from);
            receiver.record(LockOp.BEGAN, Activity.POLLING.ordinal(), 0, 0, from + 1000);
            receiver.record(LockOp.ENDED, Activity.POLLING.ordinal(), 0, 0, to - 30_000);
            receiver.record(LockOp.RELEASED, mutex.id(), dumpTwo.id(), 0, to);
        }
    }

    private void commits(long duration, String... replicas) {
        long until = nanos + duration;
        long nextSample = nanos;
        while (nanos < until) {
            if (nanos >= nextSample) {
                sample();
                nextSample += 500 * MILLI;
            }
            commit(replicas);
        }
    }

    private void commit(String... replicas) {
        ThreadTrack session = sessions[chance.nextInt(sessions.length)];
        end += 258;
        BinlogPosition position = new BinlogPosition(FILE, end);
        log.emit(new TraceEvent.TransactionFlushed(tick(1 * MILLI), "m", session.id(), position));
        log.emit(new TraceEvent.AckWaitStarted(tick(10_000), "m", session.id(), position));
        for (String replica : replicas) {
            ThreadTrack dump = replica.equals("s1") ? dumpOne : dumpTwo;
            long serverId = replica.equals("s1") ? 2 : 3;
            log.emit(new TraceEvent.EventSent(tick(40_000), "m", dump.id(), serverId, 16, position, 31, true));
            log.emit(new TraceEvent.EventReceived(tick(60_000), replica, "", 16, position, 31, true));
            log.emit(new TraceEvent.AckSent(tick(20_000), replica, "", position));
            log.emit(new TraceEvent.AckReceived(tick(50_000), "m", receiver.id(), serverId, position));
            log.emit(new TraceEvent.TransactionApplied(tick(30_000), replica, "", position));
        }
        long waited = (long) (1.1 * MILLI * Math.exp(chance.nextGaussian() * 0.4));
        log.emit(new TraceEvent.AckWaitEnded(tick(chance.nextInt(600_000)), "m", session.id(), position,
                TraceEvent.AckWaitEnded.Outcome.ACKED, waited));
        log.emit(new TraceEvent.TransactionCommitted(tick(20_000), "m", session.id(), position, true));
        committed++;
    }

    private void sample() {
        boolean stalled = nanos > STALL_BEGINS;
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String[] row : new String[][]{{"clients", stalled ? "1" : "2"}, {"net_avg_wait_time", "0"},
                {"net_wait_time", "0"}, {"net_waits", Long.toString(committed * 2)}, {"no_times", "0"},
                {"no_tx", "0"}, {"status", "ON"}, {"timefunc_failures", "0"}, {"tx_avg_wait_time", "1104"},
                {"tx_wait_time", Long.toString(committed * 1104)}, {"tx_waits", Long.toString(committed)},
                {"wait_pos_backtraverse", "0"}, {"wait_sessions", "4"}, {"yes_tx", Long.toString(committed)}}) {
            rows.add(Arrays.asList("Rpl_semi_sync_master_" + row[0], row[1]));
        }
        log.emit(new TraceEvent.StatusSampled(tick(1000), "m", "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync%'",
                List.of("Variable_name", "Value"), rows));
        slaveStatus("s1", end);
        slaveStatus("s2", stalled ? 2_950_000 : end);
    }

    private void slaveStatus(String replica, long position) {
        List<String> columns = List.of("Slave_IO_State", "Slave_IO_Running", "Slave_SQL_Running", "Master_Log_File",
                "Read_Master_Log_Pos", "Exec_Master_Log_Pos", "Seconds_Behind_Master", "Last_IO_Errno",
                "Last_SQL_Errno", "Channel_Name");
        List<@Nullable String> row = Arrays.asList("Waiting for master to send event", "Yes", "Yes", FILE,
                Long.toString(position), Long.toString(position), "0", "0", "0", "");
        log.emit(new TraceEvent.StatusSampled(tick(1000), replica, "SHOW SLAVE STATUS", columns, List.of(row)));
    }

    private void step(int number, Progress progress) {
        String title = topology.scenario() == null ? "" : topology.scenario().steps().get(number).title();
        log.emit(new TraceEvent.StepChanged(tick(MILLI), "lab", number, title, progress));
    }

    private void check(int number, Progress progress, String seen) {
        ScenarioSpec scenario = topology.scenario();
        if (scenario != null) {
            List<CheckSpec> checks = scenario.checksOf(scenario.variant(variant).orElseThrow());
            if (number < checks.size()) {
                log.emit(new TraceEvent.CheckChanged(tick(1000), "lab", number, checks.get(number).title(), progress,
                        seen));
            }
        }
    }

    private void statement(String node, String sql) {
        log.emit(new TraceEvent.StatementSent(tick(MILLI), node, "scenario", sql, null));
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public String variant() {
        return variant;
    }

    @Override
    public TraceLog trace() {
        return log;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public LockModel lockModel() {
        return new LockModel.WakeUpLatency(20_000);
    }

    @Override
    public SqlOutcome execute(String node, String origin, String sql) {
        sent.add(node + " " + origin + ": " + sql);
        boolean refused = sql.contains("nonsense");
        String error = refused ? "You have an error in your SQL syntax near 'nonsense'" : null;
        log.emit(new TraceEvent.StatementSent(tick(MILLI), node, origin, sql, error));
        if (error != null) {
            return new SqlOutcome.Refused(1064, error, 300_000);
        }
        if (sql.startsWith("STOP SLAVE")) {
            state(node, ChannelThread.RECEIVER, State.NO);
            state(node, ChannelThread.APPLIER, State.NO);
        }
        if (sql.startsWith("S") && !sql.startsWith("SET") && !sql.startsWith("START") && !sql.startsWith("STOP")) {
            return new SqlOutcome.Rows(List.of("Id", "User", "Command", "State"),
                    List.of(Arrays.asList("11", "root", "Query", "Waiting for semi-sync ACK from slave"),
                            Arrays.asList("21", "repl", "Binlog Dump", null)),
                    400_000);
        }
        return new SqlOutcome.Done(0, 200_000);
    }

    /** What was sent, as {@code node origin: statement}. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void setFault(String text) throws LabException {
        throw new LabException("the lab is only told of");
    }

    @Override
    public void mend(FaultSpec fault) {
        throw new UnsupportedOperationException("the lab is only told of");
    }

    @Override
    public void control(String node, NodeCommand command) throws LabException {
        if (command == NodeCommand.KILL) {
            log.emit(new TraceEvent.NodeStopped(tick(MILLI), node, TraceEvent.NodeStopped.How.KILLED));
        } else {
            throw new LabException(node + " is only told of");
        }
    }

    @Override
    public void addNode(NodeSpec spec) {
        log.emit(new TraceEvent.NodeStarted(tick(MILLI), spec.name(), spec.profile(), 99 + spec.name().hashCode() % 50,
                "127.0.0.1", 50_000 + Math.floorMod(spec.name().hashCode(), 1000)));
    }

    @Override
    public NodeSpec removeNode(String node) throws LabException {
        LabState state = new TraceTimeline(log).latest(nanos);
        if (state.channels().stream().anyMatch(channel -> node.equals(channel.source()))) {
            throw new LabException("somebody follows " + node + "; delete that channel first");
        }
        log.emit(new TraceEvent.NodeRemoved(tick(MILLI), node));
        LabState.NodeState was = java.util.Objects.requireNonNull(state.nodes().get(node));
        return new NodeSpec(node, was.profile(), was.serverId(), was.port(), Map.of());
    }

    @Override
    public void addChannel(ChannelSpec channel, @Nullable BinlogPosition from) {
        pointTo(channel);
        for (ChannelThread thread : ChannelThread.values()) {
            log.emit(new TraceEvent.ChannelThreadChanged(tick(1000), channel.replica(), channel.name(), thread,
                    State.YES, 0, null));
        }
    }

    private void pointTo(ChannelSpec channel) {
        int port = java.util.Objects.requireNonNull(new TraceTimeline(log).latest(nanos).nodes().get(channel.source()))
                .port();
        log.emit(new TraceEvent.ChannelConfigured(tick(MILLI), channel.replica(), channel.name(), "127.0.0.1", port));
    }

    private void stopped(String replica, String channel) throws LabException {
        boolean runs = new TraceTimeline(log).latest(nanos).channels().stream().anyMatch(
                one -> one.replica().equals(replica) && one.channel().equals(channel) && one.receiver() != State.NO);
        if (runs) {
            throw new LabException(replica + " refused it: ERROR 1198: This operation cannot be performed with a "
                    + "running slave; run STOP SLAVE first");
        }
    }

    @Override
    public @Nullable BinlogPosition pointChannel(ChannelSpec to, @Nullable BinlogPosition from) throws LabException {
        stopped(to.replica(), to.name());
        pointTo(to);
        return new BinlogPosition(FILE, 4);
    }

    @Override
    public @Nullable BinlogPosition removeChannel(String replica, String channel) throws LabException {
        stopped(replica, channel);
        log.emit(new TraceEvent.ChannelRemoved(tick(MILLI), replica, channel));
        return new BinlogPosition(FILE, 4);
    }

    @Override
    public void loadOn() {
        log.emit(new TraceEvent.LoadChanged(tick(MILLI), "lab", true, 4));
    }

    @Override
    public void loadOff() {
        log.emit(new TraceEvent.LoadChanged(tick(MILLI), "lab", false, 4));
    }

    @Override
    public void loadClients(int clients) {
        log.emit(new TraceEvent.LoadChanged(tick(MILLI), "lab", true, clients));
    }

    @Override
    public void abort() {
        playing = false;
    }

    @Override
    public boolean playing() {
        return playing;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Whether it was closed. */
    public boolean closed() {
        return closed;
    }
}
