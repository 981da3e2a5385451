package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.lab.spec.StepSpec.LoadAction.Turn;
import dev.lockstep.engine.lab.spec.StepSpec.NodeAction.Act;
import dev.lockstep.engine.world.Gates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the scenario of a document that fits the schema. */
final class ScenarioReader {
    private static final long DEFAULT_WAIT_MILLIS = 30_000;
    private static final long DEFAULT_HOLD_MILLIS = 30_000;

    private final Item scenario;
    private final Set<String> nodes;
    private final Set<String> variants;
    private final FaultReader faults;
    private final Set<String> stepIds = new LinkedHashSet<>();

    ScenarioReader(Item scenario, Set<String> nodes, FaultReader faults) {
        this.scenario = scenario;
        this.faults = faults;
        this.nodes = nodes;
        variants = scenario.at("variants").entries().keySet();
    }

    ScenarioSpec scenario() throws SpecException {
        List<StepSpec> steps = new ArrayList<>();
        for (Item item : scenario.at("steps").items()) {
            steps.add(step(item));
        }
        List<VariantSpec> variantSpecs = new ArrayList<>();
        for (Map.Entry<String, Item> entry : scenario.at("variants").entries().entrySet()) {
            variantSpecs.add(variant(entry.getKey(), entry.getValue()));
        }
        return new ScenarioSpec(entry(), scenario.text("title"), scenario.text("subtitle"), narration(scenario),
                links(), steps,
                checks(scenario.at("checks")), variantSpecs);
    }

    private ScenarioSpec.Entry entry() {
        return new ScenarioSpec.Entry(scenario.text("number"), scenario.text("faithful"), scenario.text("model"));
    }

    private List<ScenarioSpec.Link> links() {
        return scenario.at("links").items().stream()
                .map(item -> new ScenarioSpec.Link(item.text("title"), item.text("url"))).toList();
    }

    private Narration narration(Item parent) throws SpecException {
        Map<String, String> byVariant = new LinkedHashMap<>();
        for (Map.Entry<String, Item> entry : parent.at("narration").entries().entrySet()) {
            if (!variants.contains(entry.getKey())) {
                throw entry.getValue().errorAtKey("there is no variant " + YamlDocument.quoted(entry.getKey())
                        + Nearest.suggestion(entry.getKey(), variants));
            }
            byVariant.put(entry.getKey(), entry.getValue().text());
        }
        return new Narration(parent.text("narration"), byVariant);
    }

    private StepSpec step(Item item) throws SpecException {
        String id = item.text("id");
        if (!id.isEmpty() && !stepIds.add(id)) {
            throw item.at("id").error("another step has the id " + YamlDocument.quoted(id) + ", too");
        }
        String title = item.text("title");
        Narration narration = narration(item);
        if (item.has("within") && !item.at("wait").json().isObject()) {
            throw item.at("within").errorAtKey("within belongs to a wait for a condition");
        }
        if (item.has("sql")) {
            return new StepSpec.Sql(id, title, narration, TopologyReader.known(item.at("node"), "node", nodes),
                    item.texts("sql"),
                    item.text("answer").equals("not-awaited")
                            ? StepSpec.Sql.Answer.NOT_AWAITED
                            : StepSpec.Sql.Answer.AWAITED);
        } else if (item.has("action")) {
            return action(id, title, narration, item);
        }
        if (item.has("node")) {
            throw item.at("node").errorAtKey("node belongs to sql or an action");
        }
        for (StepSpec.Steer.Hand turn : StepSpec.Steer.Hand.values()) {
            if (item.has(turn.key())) {
                return steer(id, title, narration, item.at(turn.key()), turn);
            }
        }
        if (item.has("fault")) {
            return new StepSpec.Break(id, title, narration, faults.faults(item.at("fault")));
        } else if (item.has("heal")) {
            return new StepSpec.Heal(id, title, narration, faults.heal(item.at("heal")));
        }
        if (item.has("kill")) {
            Item kill = item.at("kill");
            return new StepSpec.Kill(id, title, narration, TopologyReader.known(kill.at("node"), "node", nodes),
                    kill.text("state"));
        } else if (item.has("shuffle")) {
            return shuffle(id, title, narration, item.at("shuffle"));
        } else if (item.has("pause")) {
            return new StepSpec.Pause(id, title, narration, item.millis("pause", 0));
        } else if (item.at("wait").json().isString()) {
            return new StepSpec.AwaitChecks(id, title, narration);
        }
        return new StepSpec.Await(id, title, narration, ConditionReader.read(item.at("wait"), nodes),
                item.millis("within", DEFAULT_WAIT_MILLIS));
    }

    private StepSpec shuffle(String id, String title, Narration narration, Item item) throws SpecException {
        List<StepSpec> steps = new ArrayList<>();
        for (Item each : item.at("steps").items()) {
            if (each.has("id") || each.has("shuffle")) {
                throw each
                        .errorAtKey("a step of a shuffle has no id, and is none itself: it may happen often or never");
            }
            steps.add(step(each));
        }
        return new StepSpec.Shuffle(id, title, narration, steps, (int) item.number("times", 1),
                item.number("seed", 0));
    }

    /** The schema has checked which keys and hooks there are. */
    private StepSpec steer(String id, String title, Narration narration, Item item, StepSpec.Steer.Hand turn)
            throws SpecException {
        long millis = switch (turn) {
            case HOLD -> item.millis("at-most", DEFAULT_HOLD_MILLIS);
            case DELAY -> item.millis("by", 0);
            case RELEASE -> 0;
        };
        if (turn != StepSpec.Steer.Hand.RELEASE && (millis < 1 || millis > Gates.MAX_HOLD_NANOS / 1_000_000)) {
            throw item.error("a thread can be held for 1ms to " + Gates.MAX_HOLD_NANOS / 1_000_000_000 + "s");
        }
        return new StepSpec.Steer(id, title, narration, TopologyReader.known(item.at("node"), "node", nodes),
                item.text("channel"), ConditionReader.hook(item.at("hook")), turn, millis);
    }

    private StepSpec action(String id, String title, Narration narration, Item item) throws SpecException {
        String action = item.text("action");
        if (action.startsWith("load-")) {
            if (item.has("node")) {
                throw item.at("node").errorAtKey("the load has its node in the section load");
            }
            return new StepSpec.LoadAction(id, title, narration, action.equals("load-on") ? Turn.ON : Turn.OFF);
        }
        if (!item.has("node")) {
            throw item.at("action").errorAtKey("key \"node\" is missing here: which node to " + action);
        }
        return new StepSpec.NodeAction(id, title, narration, TopologyReader.known(item.at("node"), "node", nodes),
                Act.valueOf(action.toUpperCase(Locale.ROOT).replace('-', '_')), variables(item));
    }

    private static Map<String, String> variables(Item item) throws SpecException {
        Map<String, String> variables = new LinkedHashMap<>();
        item.at("with").entries().forEach((key, value) -> variables.put(key, value.text()));
        if (!variables.isEmpty() && !item.text("action").equals("start")) {
            throw item.at("with").errorAtKey("variables can be given to the action start only");
        }
        return variables;
    }

    private List<CheckSpec> checks(Item list) throws SpecException {
        List<CheckSpec> checks = new ArrayList<>();
        for (Item item : list.items()) {
            String since = item.has("since") ? TopologyReader.known(item.at("since"), "step with the id", stepIds) : "";
            long withinMillis = item.millis("within", 0);
            long forMillis = item.millis("for", 0);
            if (forMillis > 0 && forMillis <= withinMillis) {
                throw item.at("for")
                        .error("both times count from the begin of the step, so for must be longer than within");
            }
            checks.add(new CheckSpec(item.text("title"), since, withinMillis, forMillis,
                    ConditionReader.read(item.at("that"), nodes), item.text("either-way").equals("true")));
        }
        return checks;
    }

    private VariantSpec variant(String name, Item item) throws SpecException {
        Map<String, String> profiles = new LinkedHashMap<>();
        for (Map.Entry<String, Item> entry : item.at("profiles").entries().entrySet()) {
            if (!nodes.contains(entry.getKey())) {
                throw entry.getValue().errorAtKey("there is no node " + YamlDocument.quoted(entry.getKey())
                        + Nearest.suggestion(entry.getKey(), nodes));
            }
            profiles.put(entry.getKey(), TopologyReader.profile(entry.getValue()));
        }
        return new VariantSpec(name, item.has("title") ? item.text("title") : name,
                item.has("profile") ? TopologyReader.profile(item.at("profile")) : "", profiles,
                checks(item.at("checks")), turned(item));
    }

    /** A variant of this scenario, or settings that {@link Turning} understands. */
    private List<String> turned(Item item) throws SpecException {
        List<String> turned = item.texts("turned");
        for (String text : turned) {
            Optional<String> fault = turned.size() == 1 && variants.contains(text)
                    ? Optional.empty()
                    : Turning.fault(text, nodes, variants);
            if (fault.isPresent()) {
                throw item.at("turned").error(fault.get());
            }
        }
        return turned;
    }
}
