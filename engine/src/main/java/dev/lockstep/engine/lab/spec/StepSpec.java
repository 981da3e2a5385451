package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.channel.ReceiverHook;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A step of a scenario. Its place in {@link ScenarioSpec#steps()} is what trace events call it by. */
public sealed interface StepSpec {
    /** Name by which checks refer to it, empty for none. */
    String id();

    /** A few words. */
    String title();

    /** What is told when it begins. */
    Narration narration();

    /**
     * Statements sent to a node over the MySQL protocol, one after the other; the next step waits for their answers, or begins
     * at once.
     */
    record Sql(String id, String title, Narration narration, String node, List<String> statements, Answer answer)
            implements
                StepSpec {
        /** Whether it is waited for. */
        public enum Answer {
            AWAITED, NOT_AWAITED
        }

        /** One whose answers are waited for. */
        public Sql(String id, String title, Narration narration, String node, List<String> statements) {
            this(id, title, narration, node, statements, Answer.AWAITED);
        }

        /** Keeps an own copy. */
        public Sql {
            statements = List.copyOf(statements);
        }
    }

    /** Something done to a node from outside; {@code variables} are set for a start, as in my.cnf. */
    record NodeAction(String id, String title, Narration narration, String node, Act act,
            Map<String, String> variables)
            implements
                StepSpec {
        /** With the variables that it has. */
        public NodeAction(String id, String title, Narration narration, String node, Act act) {
            this(id, title, narration, node, act, Map.of());
        }

        /** Keeps an own copy. */
        public NodeAction {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        /** What is done. */
        public enum Act {
            START, STOP, RESTART, KILL,
            /** Its machine loses power. */
            POWER_LOSS;

            /** As files write it. */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
    }

    /** The load is switched. */
    record LoadAction(String id, String title, Narration narration, Turn turn) implements StepSpec {
        /** On or off. */
        public enum Turn {
            ON, OFF
        }
    }

    /** Waits until a condition is true; the scenario fails after the time. */
    record Await(String id, String title, Narration narration, Condition condition, long timeoutMillis)
            implements
                StepSpec {}

    /**
     * Steers a place of a channel's receiver thread through the world's fault seam, so that threads come in a certain order.
     *
     * @param millis how long a thread waits there: at most if held, always if delayed; 0 for a release
     */
    record Steer(String id, String title, Narration narration, String node, String channel, ReceiverHook hook,
            Hand turn,
            long millis) implements StepSpec {
        /** How. */
        public enum Hand {
            /** Threads that come there stop. */
            HOLD,
            /** Threads that come there are slowed. */
            DELAY,
            /** Threads pass again. */
            RELEASE;

            /** As files write it. */
            public String key() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** KILL of the first thread of a node whose state in SHOW PROCESSLIST begins so; nothing if there is none. */
    record Kill(String id, String title, Narration narration, String node, String state) implements StepSpec {}

    /**
     * Does one of some steps, chosen by chance, again and again.
     *
     * @param seed of the chance; 0 for another one each time, which is told
     */
    record Shuffle(String id, String title, Narration narration, List<StepSpec> steps, int times, long seed)
            implements
                StepSpec {
        /** Keeps an own copy. */
        public Shuffle {
            steps = List.copyOf(steps);
        }
    }

    /** Something is broken; two faults of a line if it is in both directions. */
    record Break(String id, String title, Narration narration, List<FaultSpec> faults) implements StepSpec {
        /** Keeps an own copy. */
        public Break {
            faults = List.copyOf(faults);
        }
    }

    /** Something is mended. */
    record Heal(String id, String title, Narration narration, HealSpec what) implements StepSpec {}

    /** Lets time pass. */
    record Pause(String id, String title, Narration narration, long millis) implements StepSpec {}

    /** Waits until every check whose time has begun is decided. */
    record AwaitChecks(String id, String title, Narration narration) implements StepSpec {}
}
