package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.trace.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a scenario into the maps and lists that {@link TopologyWriter} writes. */
final class ScenarioWriter {
    private ScenarioWriter() {}

    static Map<String, Object> scenario(ScenarioSpec scenario) {
        Map<String, Object> map = new LinkedHashMap<>();
        TopologyWriter.unlessEmpty(map, "number", scenario.entry().number());
        map.put("title", scenario.title());
        TopologyWriter.unlessEmpty(map, "subtitle", scenario.subtitle());
        narration(map, scenario.narration());
        TopologyWriter.unlessEmpty(map, "faithful", scenario.entry().faithful());
        TopologyWriter.unlessEmpty(map, "model", scenario.entry().model());
        TopologyWriter.unlessEmpty(map, "links", scenario.links().stream().map(link -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("title", link.title());
            entry.put("url", link.url());
            return entry;
        }).toList());
        map.put("steps", scenario.steps().stream().map(ScenarioWriter::step).toList());
        TopologyWriter.unlessEmpty(map, "checks", checks(scenario.checks()));
        Map<String, Object> variants = new LinkedHashMap<>();
        scenario.variants().forEach(variant -> variants.put(variant.name(), variant(variant)));
        map.put("variants", variants);
        return map;
    }

    private static void narration(Map<String, Object> map, Narration narration) {
        if (!narration.byVariant().isEmpty()) {
            map.put("narration", narration.byVariant());
        } else {
            TopologyWriter.unlessEmpty(map, "narration", narration.text());
        }
    }

    private static Map<String, Object> step(StepSpec step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", step.title());
        TopologyWriter.unlessEmpty(map, "id", step.id());
        narration(map, step.narration());
        switch (step) {
            case StepSpec.Sql sql -> {
                map.put("node", sql.node());
                map.put("sql", sql.statements());
                if (sql.answer() == StepSpec.Sql.Answer.NOT_AWAITED) {
                    map.put("answer", "not-awaited");
                }
            }
            case StepSpec.NodeAction action -> {
                map.put("node", action.node());
                map.put("action", action.act().key());
                if (!action.variables().isEmpty()) {
                    map.put("with", action.variables());
                }
            }
            case StepSpec.LoadAction action ->
                map.put("action", "load-" + action.turn().name().toLowerCase(Locale.ROOT));
            case StepSpec.Await await -> {
                map.put("wait", condition(await.condition()));
                map.put("within", Duration.write(await.timeoutMillis()));
            }
            case StepSpec.Steer steer -> map.put(steer.turn().key(), steer(steer));
            case StepSpec.Kill kill -> {
                Map<String, Object> killed = new LinkedHashMap<>();
                killed.put("node", kill.node());
                killed.put("state", kill.state());
                map.put("kill", killed);
            }
            case StepSpec.Shuffle shuffle -> {
                Map<String, Object> shuffled = new LinkedHashMap<>();
                shuffled.put("times", shuffle.times());
                if (shuffle.seed() != 0) {
                    shuffled.put("seed", shuffle.seed());
                }
                shuffled.put("steps", shuffle.steps().stream().map(ScenarioWriter::step).toList());
                map.put("shuffle", shuffled);
            }
            case StepSpec.Break broken -> map.put("fault", fault(broken.faults()));
            case StepSpec.Heal heal -> map.put("heal", heal(heal.what()));
            case StepSpec.Pause pause -> map.put("pause", Duration.write(pause.millis()));
            case StepSpec.AwaitChecks checks -> map.put("wait", "checks");
        }
        return map;
    }

    /** Several are one in both directions. */
    static Map<String, Object> fault(List<FaultSpec> faults) {
        FaultSpec first = faults.getFirst();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first.fault() instanceof Fault.OfLink ? "replica" : "node", first.node());
        TopologyWriter.unlessEmpty(map, "channel", first.channel());
        map.putAll(first.fault().words());
        if (faults.size() > 1) {
            map.replaceAll((key, value) -> key.equals("stall") || key.equals("direction") ? "both" : value);
        }
        map.replaceAll((key, value) -> key.equals("lose-ack") || key.equals("split-ack")
                ? Integer.valueOf(value.toString())
                : value);
        return map;
    }

    private static Map<String, Object> heal(HealSpec heal) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(heal.place() == HealSpec.Place.LINE ? "replica" : "node", heal.node());
        TopologyWriter.unlessEmpty(map, "channel", heal.channel());
        TopologyWriter.unlessEmpty(map, "what", heal.name());
        return map;
    }

    private static Map<String, Object> steer(StepSpec.Steer steer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("node", steer.node());
        TopologyWriter.unlessEmpty(map, "channel", steer.channel());
        map.put("hook", steer.hook().key());
        switch (steer.turn()) {
            case HOLD -> map.put("at-most", Duration.write(steer.millis()));
            case DELAY -> map.put("by", Duration.write(steer.millis()));
            case RELEASE -> {
                // has no time
            }
        }
        return map;
    }

    private static List<Map<String, Object>> checks(List<CheckSpec> checks) {
        return checks.stream().map(check -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("title", check.title());
            TopologyWriter.unlessEmpty(map, "since", check.since());
            if (check.withinMillis() != 0) {
                map.put("within", Duration.write(check.withinMillis()));
            }
            if (check.forMillis() != 0) {
                map.put("for", Duration.write(check.forMillis()));
            }
            map.put("that", condition(check.condition()));
            if (check.eitherWay()) {
                map.put("either-way", true);
            }
            return map;
        }).toList();
    }

    private static Map<String, Object> condition(Condition condition) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (condition) {
            case Condition.Status c -> compared(map, c.node(), "status", c.name(), c.comparison());
            case Condition.Variable c -> compared(map, c.node(), "variable", c.name(), c.comparison());
            case Condition.SlaveStatus c -> {
                compared(map, c.node(), "slave-status", c.column(), c.comparison());
                TopologyWriter.unlessEmpty(map, "channel", c.channel());
            }
            case Condition.Select c -> compared(map, c.node(), "select", c.sql(), c.comparison());
            case Condition.EventsReceived c -> {
                compared(map, c.node(), "count", "events-received", c.comparison());
                TopologyWriter.unlessEmpty(map, "channel", c.channel());
            }
            case Condition.TransactionsApplied c -> {
                compared(map, c.node(), "count", "transactions-applied", c.comparison());
                TopologyWriter.unlessEmpty(map, "channel", c.channel());
            }
            case Condition.ReceiverErrors c -> {
                compared(map, c.node(), "count", "receiver-errors", c.comparison());
                TopologyWriter.unlessEmpty(map, "channel", c.channel());
            }
            case Condition.CommitsAcked c -> compared(map, c.node(), "count", "commits-acked", c.comparison());
            case Condition.WakeUps c -> compared(map, c.node(), "count", "wake-ups", c.comparison());
            case Condition.Waiting c -> compared(map, c.node(), "count", "waiting", c.comparison());
            case Condition.WaitsEnded c -> compared(map, c.node(), "count", "waits-ended", c.comparison());
            case Condition.LogLines c -> {
                compared(map, c.node(), "count", "log-lines", c.comparison());
                map.put("containing", c.containing());
            }
            case Condition.HeldAt c -> ofChannel(map, c.node(), c.channel(), "held-at", c.hook().key());
            case Condition.RelayLog c ->
                ofChannel(map, c.node(), c.channel(), "relay-log", c.readable().key());
            case Condition.CaughtUp c -> {
                map.put("caught-up", c.node());
                TopologyWriter.unlessEmpty(map, "channel", c.channel());
            }
            case Condition.SameRows c -> {
                map.put("same-rows", c.sql());
                map.put("nodes", c.nodes());
            }
        }
        return map;
    }

    private static void ofChannel(Map<String, Object> map, String node, String channel, String key, String value) {
        map.put("node", node);
        TopologyWriter.unlessEmpty(map, "channel", channel);
        map.put(key, value);
    }

    private static void compared(Map<String, Object> map, String node, String key, String value,
            Comparison comparison) {
        map.put("node", node);
        map.put(key, value);
        boolean text = comparison.op() == Comparison.Op.IS || comparison.op() == Comparison.Op.IS_NOT;
        map.put(comparison.op().key(), text ? comparison.value() : Long.valueOf(comparison.value()));
    }

    private static Map<String, Object> variant(VariantSpec variant) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", variant.title());
        TopologyWriter.unlessEmpty(map, "profile", variant.profile());
        if (!variant.profiles().isEmpty()) {
            map.put("profiles", variant.profiles());
        }
        TopologyWriter.unlessEmpty(map, "turned", variant.turned());
        TopologyWriter.unlessEmpty(map, "checks", checks(variant.checks()));
        return map;
    }
}
