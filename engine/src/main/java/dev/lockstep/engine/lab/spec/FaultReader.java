package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.trace.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a document that fits the schema says of faults. */
final class FaultReader {
    private final Set<String> nodes;
    private final List<ChannelSpec> channels;

    FaultReader(Set<String> nodes, List<ChannelSpec> channels) {
        this.nodes = nodes;
        this.channels = channels;
    }

    /** One fault, or two if it is in both directions. */
    List<FaultSpec> faults(Item item) throws SpecException {
        Map<String, String> words = new LinkedHashMap<>();
        item.entries().forEach((key, value) -> words.put(key, value.text()));
        words.keySet().removeAll(List.of("node", "replica", "channel"));
        String name = FaultWords.name(words.keySet()).orElseThrow(
                () -> item.error("no fault; expected one of " + String.join(", ", FaultWords.names())));
        boolean line = FaultWords.OF_LINE.containsKey(name);
        if (line != item.has("replica")) {
            throw item.at(name).errorAtKey(line
                    ? name + " is a fault of a line: expected \"replica\", and \"channel\" if that has a name"
                    : name + " is a fault of a node: expected \"node\"");
        }
        String node = place(item);
        try {
            List<Fault> read = FaultWords.read(words);
            return read.stream().map(fault -> new FaultSpec(node, item.text("channel"), fault)).toList();
        } catch (FaultWords.Problem e) {
            throw item.at(e.key()).error(String.valueOf(e.getMessage()));
        }
    }

    HealSpec heal(Item item) throws SpecException {
        boolean line = item.has("replica");
        String node = place(item);
        String name = item.text("what");
        Set<String> names = (line ? FaultWords.OF_LINE : FaultWords.OF_NODE).keySet();
        if (item.has("what")) {
            TopologyReader.known(item.at("what"), line ? "fault of a line" : "fault of a node", names);
        }
        return new HealSpec(line ? HealSpec.Place.LINE : HealSpec.Place.NODE, node, item.text("channel"), name);
    }

    /** The node, or the replica of a channel that is there. */
    private String place(Item item) throws SpecException {
        if (!item.has("replica")) {
            if (item.has("channel")) {
                throw item.at("channel").errorAtKey("a channel is that of a replica: expected \"replica\"");
            }
            return TopologyReader.known(item.at("node"), "node", nodes);
        }
        String replica = TopologyReader.known(item.at("replica"), "node", nodes);
        String channel = item.text("channel");
        List<String> names = channels.stream().filter(one -> one.replica().equals(replica)).map(ChannelSpec::name)
                .toList();
        if (!names.contains(channel) && !names.isEmpty()) {
            throw (item.has("channel") ? item.at("channel") : item.at("replica"))
                    .error("node " + YamlDocument.quoted(replica) + " has no channel " + YamlDocument.quoted(channel)
                            + Nearest.suggestion(channel, names));
        }
        return replica;
    }
}
