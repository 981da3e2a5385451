package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.channel.ReceiverHook;
import dev.lockstep.engine.lab.spec.Comparison.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads conditions of a document that fits the schema. */
final class ConditionReader {
    private ConditionReader() {}

    static Condition read(Item item, Set<String> nodes) throws SpecException {
        if (item.has("same-rows") || item.has("caught-up")) {
            return withoutComparison(item, nodes);
        }
        String node = TopologyReader.known(item.at("node"), "node", nodes);
        only(item, "nodes", "same-rows");
        boolean ofChannel = item.has("slave-status") || item.text("count").matches("events.*|transactions.*|receiver.*")
                || item.has("held-at") || item.has("relay-log");
        if (!ofChannel) {
            only(item, "channel",
                    "slave-status, caught-up, held-at, relay-log, or a count of events, transactions or receiver-errors");
        }
        boolean ofLog = item.text("count").equals("log-lines");
        if (!ofLog) {
            only(item, "containing", "a count of log-lines");
        } else if (!item.has("containing")) {
            throw item.at("count").errorAtKey("key \"containing\" is missing here: which lines to count");
        }
        String channel = item.text("channel");
        if (item.has("held-at") || item.has("relay-log")) {
            uncompared(item, item.has("held-at") ? "held-at" : "relay-log");
            return item.has("held-at")
                    ? new Condition.HeldAt(node, channel, hook(item.at("held-at")))
                    : new Condition.RelayLog(node, channel,
                            Condition.RelayLog.Readable.valueOf(item.text("relay-log").toUpperCase(Locale.ROOT)));
        }
        Comparison comparison = comparison(item);
        if (item.has("status")) {
            return new Condition.Status(node, item.text("status"), comparison);
        } else if (item.has("variable")) {
            return new Condition.Variable(node, item.text("variable"), comparison);
        } else if (item.has("slave-status")) {
            return new Condition.SlaveStatus(node, channel, item.text("slave-status"), comparison);
        } else if (item.has("select")) {
            return new Condition.Select(node, item.text("select"), comparison);
        }
        return switch (item.text("count")) {
            case "events-received" -> new Condition.EventsReceived(node, channel, comparison);
            case "log-lines" -> new Condition.LogLines(node, item.text("containing"), comparison);
            case "receiver-errors" -> new Condition.ReceiverErrors(node, channel, comparison);
            case "wake-ups" -> new Condition.WakeUps(node, comparison);
            case "waiting" -> new Condition.Waiting(node, comparison);
            case "waits-ended" -> new Condition.WaitsEnded(node, comparison);
            case "transactions-applied" -> new Condition.TransactionsApplied(node, channel, comparison);
            default -> new Condition.CommitsAcked(node, comparison);
        };
    }

    private static Condition withoutComparison(Item item, Set<String> nodes) throws SpecException {
        String kind = item.has("same-rows") ? "same-rows" : "caught-up";
        uncompared(item, kind);
        if (item.has("node")) {
            throw item.at("node").errorAtKey(kind + " has no key \"node\"");
        }
        if (item.has("caught-up")) {
            only(item, "nodes", "same-rows");
            return new Condition.CaughtUp(TopologyReader.known(item.at("caught-up"), "node", nodes),
                    item.text("channel"));
        }
        only(item, "channel", "caught-up");
        List<String> compared = new ArrayList<>();
        for (Item name : item.at("nodes").items()) {
            compared.add(TopologyReader.known(name, "node", nodes));
        }
        return new Condition.SameRows(item.text("same-rows"), compared);
    }

    private static void uncompared(Item item, String kind) throws SpecException {
        for (Op op : Op.values()) {
            if (item.has(op.key())) {
                throw item.at(op.key()).errorAtKey(kind + " is compared with nothing");
            }
        }
    }

    /** The hook of that name; the schema knows no others. */
    static ReceiverHook hook(Item item) throws SpecException {
        Optional<ReceiverHook> hook = ReceiverHook.named(item.text());
        if (hook.isEmpty()) {
            throw item.error("there is no hook " + YamlDocument.quoted(item.text()) + Nearest.suggestion(item.text(),
                    Arrays.stream(ReceiverHook.values()).map(ReceiverHook::key).toList()));
        }
        return hook.get();
    }

    private static void only(Item item, String key, String where) throws SpecException {
        if (item.has(key)) {
            throw item.at(key).errorAtKey(key + " belongs to " + where);
        }
    }

    private static Comparison comparison(Item item) throws SpecException {
        List<Op> ops = Arrays.stream(Op.values()).filter(op -> item.has(op.key())).toList();
        if (ops.size() != 1) {
            throw item.errorAtKey("expected exactly one of "
                    + String.join(", ", Arrays.stream(Op.values()).map(Op::key).toList()) + " here");
        }
        Op op = ops.getFirst();
        Item value = item.at(op.key());
        boolean text = op == Op.IS || op == Op.IS_NOT;
        if (!text && !value.text().matches("-?[0-9]{1,18}")) {
            throw value.error("expected a whole number, found " + YamlDocument.quoted(value.text()));
        }
        return new Comparison(op, value.text());
    }
}
