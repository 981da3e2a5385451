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

    private final Lab lab;
    private final CheckWatch checks;
    private final BooleanSupplier aborted;

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
            case StepSpec.Break broken -> breakIt(broken);
            case StepSpec.Heal heal -> heal(heal);
            case StepSpec.Pause pause -> pause(pause.millis() * NANOS_PER_MILLI);
            case StepSpec.AwaitChecks any -> awaitChecks();
        };
    }

    private String send(StepSpec.Sql step) {
        for (String sql : step.statements()) {
            SqlOutcome outcome = lab.node(step.node()).map(node -> node.execute(ORIGIN, sql))
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
                case START -> node.start();
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
