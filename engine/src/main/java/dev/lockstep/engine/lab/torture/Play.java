package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** One schedule on a ground, from its first step until the last invariant has been looked at. */
final class Play {
    private static final long STATEMENT_NANOS = 20_000_000_000L;
    private static final long SECONDS = 20;

    private final Ground ground;
    private final Schedule schedule;
    private final AtomicLong nextId;
    private final long firstId;
    private final long firstEvent;
    private final List<Writer> writers = new ArrayList<>();
    private final Actor actor;

    Play(Ground ground, Schedule schedule, AtomicLong nextId) {
        this.ground = ground;
        this.schedule = schedule;
        this.nextId = nextId;
        firstId = nextId.get();
        firstEvent = ground.lab().trace().eventEnd();
        actor = new Actor(ground, schedule.byGtid(), writers);
    }

    /** Rows that clients were told of. */
    long told() {
        return writers.stream().mapToLong(writer -> writer.told().size()).sum();
    }

    /** Rows of those that semi-sync counted as acknowledged; known when it has been played. */
    private long acknowledged;

    long acknowledged() {
        return acknowledged;
    }

    /** Plays it. */
    void run() throws Violation.Found {
        begin();
        try {
            for (Schedule.Step step : schedule.steps()) {
                sleep(step.pauseMillis());
                long before = ground.lab().nanos();
                actor.perform(step.act());
                if (ground.lab().nanos() - before > STATEMENT_NANOS) {
                    throw new Violation.Found("no statement hangs", step.act() + " took "
                            + (ground.lab().nanos() - before) / 1_000_000_000 + " s");
                }
                lookAtWaitSessions();
            }
            freeze();
            checkQuorum();
            heal();
            checkProgress();
        } finally {
            writers.forEach(Writer::askToEnd);
        }
        endWriters();
        awaitCaughtUp();
        checkSame();
        checkEvidence();
        ground.await(SECONDS, "wait_sessions is 0 when nobody waits", () -> "it is " + waitSessions(),
                () -> waitSessions() == 0);
        checkKilledWorlds();
    }

    private void sleep(long millis) {
        if (millis > 0) {
            ground.lab().world().threads().sleep(millis * 1_000_000L);
        }
    }

    private void begin() throws Violation.Found {
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            ground.sql(i, "STOP SLAVE");
            ground.point(i, schedule.byGtid(), ground.applied(i));
            ground.must(i, "START SLAVE");
        }
        calm();
        awaitFollowing();
        for (int i = 0; i < schedule.clients(); i++) {
            writers.add(new Writer(ground.lab(), ground.source(), i + 1, nextId));
        }
    }

    /** Settings under which nothing waits for long. */
    private void calm() {
        ground.set(Ground.COUNT, "1");
        ground.set("rpl_semi_sync_master_wait_no_slave", "ON");
        ground.set("rpl_semi_sync_master_timeout", "4000");
        ground.set("rpl_semi_sync_master_wait_point", "AFTER_SYNC");
        ground.set("rpl_semi_sync_master_enabled", "ON");
    }

    private void awaitFollowing() throws Violation.Found {
        ground.await(SECONDS, "replicas follow their source again", this::replicas, () -> {
            for (int i = 1; i <= Schedule.REPLICAS; i++) {
                if (!ground.slave(i, "Slave_IO_Running").equals("Yes")
                        || !ground.slave(i, "Slave_SQL_Running").equals("Yes")) {
                    return false;
                }
            }
            return ground.status("Rpl_semi_sync_master_clients") == Schedule.REPLICAS;
        });
    }

    private String replicas() {
        StringBuilder text = new StringBuilder(ground.status("Rpl_semi_sync_master_clients") + " clients");
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            for (String column : List.of("Slave_IO_Running", "Last_IO_Error", "Slave_SQL_Running", "Last_SQL_Error",
                    "Slave_IO_State", "Read_Master_Log_Pos", "Exec_Master_Log_Pos")) {
                text.append("; r").append(i).append(' ').append(column).append(' ').append(ground.slave(i, column));
            }
        }
        return text.toString();
    }

    private long waitSessions() {
        return ground.status("Rpl_semi_sync_master_wait_sessions");
    }

    private void lookAtWaitSessions() throws Violation.Found {
        if (ground.source().up() && waitSessions() < 0) {
            throw new Violation.Found("wait_sessions is never negative", "it is " + waitSessions());
        }
    }

    /** From here on no replica gets anything more of the source. */
    private void freeze() throws Violation.Found {
        if (schedule.crashAtEnd()) {
            actor.killSource();
        }
        actor.releaseAll();
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            ground.sql(i, "STOP SLAVE IO_THREAD");
        }
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            ground.awaitRelayLogApplied(i);
        }
    }

    private Evidence evidence() {
        return new Evidence(ground.lab().trace().events(firstEvent, ground.lab().trace().eventEnd()),
                ground.source().name(), actor.resets());
    }

    /** Every row that semi-sync counted as acknowledged is on as many replicas as it had to be. */
    private void checkQuorum() throws Violation.Found {
        List<Set<Long>> there = new ArrayList<>();
        List<Writer.Told> told = writers.stream().flatMap(writer -> writer.told().stream()).toList();
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            there.add(ground.ids(i, firstId));
        }
        Evidence evidence = evidence();
        for (Writer.Told row : told) {
            Evidence.Acknowledged commit = evidence.acknowledged(row);
            if (commit == null) {
                continue;
            }
            acknowledged++;
            int wanted = ground.counts().smallest(commit.flushedNanos(), commit.committedNanos());
            long have = there.stream().filter(ids -> ids.contains(row.id())).count();
            if (have < wanted) {
                throw new Violation.Found("an acknowledged transaction is on wait_for_slave_count replicas", "row "
                        + row.id() + ", " + commit + ", is on " + have + ", not on " + wanted);
            }
        }
    }

    private void heal() throws Violation.Found {
        LabNode source = ground.source();
        if (!source.up()) {
            actor.start(source);
            ground.counts().changed(0, ground.lab().nanos(), 1);
        }
        for (int i = 1; i <= Schedule.REPLICAS; i++) {
            ground.must(i, "START SLAVE");
        }
        calm();
    }

    /** Each client gets an answer to what it waits for, and to something more. */
    private void checkProgress() throws Violation.Found {
        List<Long> before = writers.stream().map(Writer::commits).toList();
        ground.await(SECONDS, "no waiter is lost", () -> {
            StringBuilder stuck = new StringBuilder(waitSessions() + " wait_sessions");
            for (int i = 0; i < writers.size(); i++) {
                if (writers.get(i).commits() == before.get(i)) {
                    stuck.append("; client ").append(i + 1).append(" on connection ")
                            .append(writers.get(i).connectionId()).append(" waits");
                }
            }
            return stuck + "; " + ground.sql(0, "SHOW PROCESSLIST") + "; " + replicas();
        }, () -> {
            for (int i = 0; i < writers.size(); i++) {
                if (writers.get(i).commits() == before.get(i)) {
                    return false;
                }
            }
            return true;
        });
        awaitFollowing();
    }

    private void endWriters() throws Violation.Found {
        for (Writer writer : writers) {
            if (!writer.end(SECONDS * 1_000_000_000L)) {
                throw new Violation.Found("no waiter is lost", "a client's last commit has no answer");
            }
        }
    }

    private void awaitCaughtUp() throws Violation.Found {
        ground.await(SECONDS, "replicas catch up", () -> "source at " + ground.written() + "; " + replicas(), () -> {
            for (int i = 1; i <= Schedule.REPLICAS; i++) {
                if (!ground.applied(i).equals(ground.written())) {
                    return false;
                }
            }
            return true;
        });
    }

    private void checkSame() throws Violation.Found {
        Set<Long> source = ground.ids(0, firstId);
        for (Writer writer : writers) {
            for (Writer.Told row : writer.told()) {
                if (!source.contains(row.id())) {
                    throw new Violation.Found("what a client was told is there", "row " + row.id() + " is gone");
                }
            }
        }
        for (int i = 1; i <= Schedule.REPLICAS && !actor.sourceWasReset(); i++) {
            Set<Long> replica = ground.ids(i, firstId);
            if (!replica.equals(source)) {
                Set<Long> missing = new HashSet<>(source);
                missing.removeAll(replica);
                replica.removeAll(source);
                throw new Violation.Found("replicas have what the source has", "r" + i + " lacks " + missing.size()
                        + " rows " + missing.stream().sorted().limit(5).toList() + " and has " + replica.size()
                        + " too many");
            }
        }
    }

    private void checkEvidence() throws Violation.Found {
        Evidence evidence = evidence();
        if (!evidence.backwards().isEmpty()) {
            throw new Violation.Found("no position goes back", evidence.backwards().getFirst());
        }
        for (Writer writer : writers) {
            for (Writer.Told row : writer.told()) {
                TraceEvent.TransactionCommitted commit = evidence.commit(row);
                if (commit == null) {
                    throw new Violation.Found("a commit that a client was told of is in the trace", row.toString());
                }
            }
        }
    }

    private void checkKilledWorlds() throws Violation.Found {
        for (World world : actor.killed()) {
            ground.await(SECONDS, "a node that has ended leaves no thread and no socket",
                    () -> world.node() + ": " + world.threads().running() + ", " + world.network().open() + " sockets",
                    () -> world.threads().running().isEmpty() && world.network().open() == 0);
        }
    }

    /** Threads by name and sockets of all nodes, to be compared between schedules. */
    static TreeMap<String, Integer> holdings(Ground ground) {
        TreeMap<String, Integer> all = new TreeMap<>();
        for (LabNode node : ground.lab().nodes()) {
            node.world().ifPresent(world -> {
                world.threads().running().forEach(name -> all.merge(node.name() + "/" + name.replaceAll("[0-9]+", ""), 1,
                        Integer::sum));
                all.merge(node.name() + " sockets", world.network().open(), Integer::sum);
            });
        }
        ground.lab().world().threads().running()
                .forEach(name -> all.merge("lab/" + name.replaceAll("[0-9]+", ""), 1, Integer::sum));
        return all;
    }
}
