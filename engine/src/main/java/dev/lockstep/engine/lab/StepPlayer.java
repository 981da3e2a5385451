package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.StepSpec;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.world.Gates;
import java.util.function.BooleanSupplier;

/** Does what a step says. Each method returns what went wrong, empty if nothing did. Used by one thread. */
final class StepPlayer {
    static final String ABORTED = "aborted";

    private static final String ORIGIN = "scenario";
    private static final long POLL_NANOS = 50_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final long MAX_SEED = 1_000_000;

    private final Lab lab;
    private final CheckWatch checks;
    private final BooleanSupplier aborted;
    private int clients;

    StepPlayer(Lab lab, CheckWatch checks, BooleanSupplier aborted) {
        this.lab = lab;
        this.checks = checks;
        this.aborted = aborted;
    }

    String play(StepSpec step) {
        return switch (step) {
            case StepSpec.Sql sql -> send(sql);
            case StepSpec.NodeAction action -> act(action);
            case StepSpec.LoadAction action -> load(action);
            case StepSpec.Await await -> await(await);
            case StepSpec.Steer steer -> steer(steer);
            case StepSpec.Kill kill -> kill(kill);
            case StepSpec.Shuffle shuffle -> shuffle(shuffle);
            case StepSpec.Break broken -> breakIt(broken);
            case StepSpec.Heal heal -> heal(heal);
            case StepSpec.Pause pause -> pause(pause.millis() * NANOS_PER_MILLI);
            case StepSpec.AwaitChecks any -> awaitChecks();
        };
    }

    private String send(StepSpec.Sql step) {
        return switch (step.answer()) {
            case AWAITED -> send(step, ORIGIN);
            case NOT_AWAITED -> {
                String origin = ORIGIN + " client " + ++clients;
                lab.world().threads().start(origin, () -> {
                    String problem = send(step, origin);
                    if (!problem.isEmpty()) {
                        lab.emit(new TraceEvent.Marked(lab.nanos(), TraceEvent.LAB, problem));
                    }
                });
                yield "";
            }
        };
    }

    private String send(StepSpec.Sql step, String origin) {
        for (String sql : step.statements()) {
            SqlOutcome outcome = lab.node(step.node()).map(node -> node.execute(origin, sql))
                    .orElseGet(() -> new SqlOutcome.Refused(0, "there is no node " + step.node(), 0));
            if (outcome instanceof SqlOutcome.Refused refused) {
                return step.node() + " refused \"" + sql + "\": " + refused.message();
            }
        }
        return "";
    }

    private String act(StepSpec.NodeAction action) {
        LabNode node = lab.node(action.node()).orElse(null);
        if (node == null) {
            return "there is no node " + action.node();
        }
        if (node.foreign()) {
            return action.node() + " runs outside the lab, which neither starts nor stops it";
        }
        lab.emit(new TraceEvent.Marked(lab.nanos(), TraceEvent.LAB, action.title()));
        try {
            switch (action.act()) {
                case START -> node.start(action.variables());
                case STOP -> node.stop();
                case RESTART -> node.restart();
                case KILL -> node.kill();
                case POWER_LOSS -> node.losePower();
            }
            return "";
        } catch (LabException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private String kill(StepSpec.Kill step) {
        LabNode node = lab.node(step.node()).orElse(null);
        if (node == null) {
            return "there is no node " + step.node();
        }
        if (!(node.query(ORIGIN, "SHOW PROCESSLIST", ANSWER_MILLIS) instanceof SqlOutcome.Rows rows)) {
            return step.node() + " does not show its process list";
        }
        for (int row = 0; row < rows.rows().size(); row++) {
            String state = rows.value(row, "State");
            if (state != null && state.startsWith(step.state())) {
                // it may have ended by itself meanwhile: 1094
                SqlOutcome _ = node.execute(ORIGIN, "KILL " + rows.value(row, "Id"));
                return "";
            }
        }
        return "";
    }

    private String shuffle(StepSpec.Shuffle step) {
        long seed = step.seed() != 0 ? step.seed() : Math.abs(lab.world().chance().nextLong() % MAX_SEED);
        lab.emit(new TraceEvent.Narrated(lab.nanos(), TraceEvent.LAB, step.title(), "seed: " + seed));
        long chance = seed;
        for (int i = 0; i < step.times(); i++) {
            if (aborted.getAsBoolean()) {
                return ABORTED;
            }
            chance = chance * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L; // Knuth's generator
            StepSpec next = step.steps().get((int) Math.floorMod(chance >>> 33, (long) step.steps().size()));
            String problem = play(next);
            if (!problem.isEmpty()) {
                return next.title() + " (number " + (i + 1) + ", seed " + seed + "): " + problem;
            }
        }
        return "";
    }

    private String steer(StepSpec.Steer step) {
        Gates gates = lab.node(step.node()).flatMap(LabNode::gates).orElse(null);
        if (gates == null) {
            return lab.node(step.node()).filter(LabNode::real).isPresent()
                    ? step.node() + " is a real server: the lab cannot hold its threads"
                    : "there is no running node " + step.node() + " whose thread could be steered";
        }
        lab.emit(new TraceEvent.Marked(lab.nanos(), TraceEvent.LAB, step.title()));
        long nanos = step.millis() * NANOS_PER_MILLI;
        String hook = step.hook().key();
        switch (step.turn()) {
            case HOLD -> gates.hold(step.channel(), hook, nanos);
            case DELAY -> gates.delay(step.channel(), hook, nanos);
            case RELEASE -> gates.release(step.channel(), hook);
        }
        return "";
    }

    private String breakIt(StepSpec.Break step) {
        try {
            for (FaultSpec fault : step.faults()) {
                lab.faults().set(fault);
            }
            return "";
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String heal(StepSpec.Heal step) {
        try {
            lab.faults().heal(step.what());
            return "";
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String load(StepSpec.LoadAction action) {
        try {
            switch (action.turn()) {
                case ON -> lab.load().switchOn();
                case OFF -> lab.load().switchOff();
            }
            return "";
        } catch (LabException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private String await(StepSpec.Await await) {
        Answers answers = new Answers(lab, ORIGIN + " waits");
        Probe probe = new Probe(lab, answers, answers, await.condition());
        long begin = lab.nanos();
        probe.begin(begin);
        long deadline = begin + await.timeoutMillis() * NANOS_PER_MILLI;
        while (true) {
            answers.newRound();
            Sight sight = probe.look(lab.nanos());
            if (sight.holds()) {
                return "";
            } else if (aborted.getAsBoolean()) {
                return ABORTED;
            } else if (lab.nanos() > deadline) {
                return "waited " + await.timeoutMillis() / 1000.0 + " s in vain; found " + sight.seen();
            }
            lab.world().threads().sleep(POLL_NANOS);
        }
    }

    private String pause(long nanos) {
        long deadline = lab.nanos() + nanos;
        for (long left = nanos; left > 0; left = deadline - lab.nanos()) {
            if (aborted.getAsBoolean()) {
                return ABORTED;
            }
            lab.world().threads().sleep(Math.min(left, POLL_NANOS));
        }
        return "";
    }

    /** Until every check whose time has begun is decided. */
    String awaitChecks() {
        while (checks.undecided()) {
            if (aborted.getAsBoolean()) {
                return ABORTED;
            }
            lab.world().threads().sleep(POLL_NANOS);
        }
        return "";
    }
}
