package dev.lockstep.engine.lab.spec;

import dev.lockstep.engine.profile.Profiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Set;

/**
 * Reads topology files: YAML, then the published schema, then what a schema cannot say (names that must exist, names that
 * must differ). Safe for any thread.
 */
public final class TopologyReader {
    /** Larger files are refused before they are read. */
    private static final long MAX_BYTES = 4 << 20;

    private final Item root;
    private final Set<String> nodes;

    private TopologyReader(Item root) {
        this.root = root;
        nodes = root.at("nodes").entries().keySet();
    }

    /** Reads a file; one that cannot be read at all is an {@link IOException}. */
    public static Topology read(Path file) throws IOException, SpecException {
        if (Files.size(file) > MAX_BYTES) {
            throw new SpecException(file.toString(), 0, 0,
                    "larger than " + (MAX_BYTES >> 20) + " MB; that is no topology");
        }
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new SpecException(file.toString(), 0, 0, "not a text in UTF-8");
        }
    }

    /** Reads text; {@code name} is what errors call it. */
    public static Topology parse(String name, String yaml) throws SpecException {
        YamlDocument document = YamlDocument.parse(name, yaml);
        SchemaCheck.check(document);
        return new TopologyReader(new Item(document, document.root(), "")).topology();
    }

    /** The published JSON schema (draft 2020-12). */
    public static String schema() {
        return SchemaCheck.schema();
    }

    private Topology topology() throws SpecException {
        List<NodeSpec> nodeSpecs = new ArrayList<>();
        for (Map.Entry<String, Item> entry : root.at("nodes").entries().entrySet()) {
            nodeSpecs.add(node(entry.getKey(), entry.getValue()));
        }
        distinct(nodeSpecs);
        List<ChannelSpec> channels = new ArrayList<>();
        for (Item item : root.at("channels").items()) {
            channels.add(channel(item, channels));
        }
        FaultReader faultReader = new FaultReader(nodes, channels);
        List<FaultSpec> faults = new ArrayList<>();
        for (Item item : root.at("faults").items()) {
            faults.addAll(faultReader.faults(item));
        }
        return new Topology(root.text("title"), root.text("summary"), nodeSpecs, channels,
                root.has("load") ? load(root.at("load")) : null,
                root.has("scenario") ? new ScenarioReader(root.at("scenario"), nodes, faultReader).scenario() : null,
                faults);
    }

    private static NodeSpec node(String name, Item item) throws SpecException {
        Map<String, String> variables = new LinkedHashMap<>();
        item.at("variables").entries().forEach((key, value) -> variables.put(key, value.text()));
        if (item.has("server")) {
            return real(name, item, variables);
        }
        return new NodeSpec(name, profile(item.at("profile")), item.number("server-id", 0),
                (int) item.number("port", 0), variables, item.has("clock") ? clock(item.at("clock")) : null);
    }

    private static NodeSpec real(String name, Item item, Map<String, String> variables) throws SpecException {
        ServerSpec server = server(item.at("server"));
        refuse(item, "profile", "a real server is what it is; take the profile away, or the server");
        refuse(item, "clock", "a real server has the system's clock");
        if (server instanceof ServerSpec.Running) {
            refuse(item, "port", "write the port of a running server below \"server\"");
            refuse(item, "server-id", "a running server has its server-id; change it there");
        }
        return new NodeSpec(name, "", item.number("server-id", 0), (int) item.number("port", 0), variables, null,
                server);
    }

    private static void refuse(Item item, String key, String why) throws SpecException {
        if (item.has(key)) {
            throw item.at(key).errorAtKey(why);
        }
    }

    private static ServerSpec server(Item item) throws SpecException {
        if (!item.has("binary")) {
            return new ServerSpec.Running(item.text("host"),
                    (int) item.number("port", ServerSpec.Running.DEFAULT_PORT),
                    item.has("user") ? item.text("user") : ServerSpec.Running.DEFAULT_USER, item.text("password"));
        }
        for (String key : List.of("port", "user", "password")) {
            refuse(item, key, "a server that the lab starts has an account of its own; " + key
                    + " is for one that runs already, together with \"host\"");
        }
        return new ServerSpec.Binary(item.text("binary"));
    }

    private static Instant clock(Item item) throws SpecException {
        try {
            return Instant.parse(item.text());
        } catch (DateTimeParseException e) {
            throw item.error("there is no such time; expected one such as 2012-11-01T12:00:00Z");
        }
    }

    private void distinct(List<NodeSpec> nodeSpecs) throws SpecException {
        Set<Long> serverIds = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < nodeSpecs.size(); i++) {
            NodeSpec node = nodeSpecs.get(i);
            Item item = root.at("nodes").at(node.name());
            if (node.port() != 0 && !ports.add(node.port())) {
                throw item.at("port").error("another node has port " + node.port() + ", too");
            }
            if (node.server() instanceof ServerSpec.Running) {
                continue;
            }
            long serverId = node.serverId() == 0 ? i + 1 : node.serverId();
            if (!serverIds.add(serverId)) {
                throw (item.has("server-id") ? item.at("server-id") : item).errorAtKey("another node has server-id "
                        + serverId + ", too"
                        + (node.serverId() == 0 ? " (the place in the file, if none is given)" : ""));
            }
        }
    }

    private ChannelSpec channel(Item item, List<ChannelSpec> others) throws SpecException {
        ChannelSpec channel = new ChannelSpec(known(item.at("replica"), "node", nodes),
                known(item.at("source"), "node", nodes), item.text("name"),
                item.has("user") ? item.text("user") : ChannelSpec.DEFAULT_USER, item.text("password"));
        if (channel.replica().equals(channel.source())) {
            throw item.at("source").error("a node cannot follow itself");
        }
        for (ChannelSpec other : others) {
            if (other.replica().equals(channel.replica()) && other.name().equals(channel.name())) {
                throw item.error("node " + YamlDocument.quoted(channel.replica()) + " has two channels named "
                        + YamlDocument.quoted(channel.name()) + "; give one of them another name");
            }
        }
        return channel;
    }

    private LoadSpec load(Item item) throws SpecException {
        boolean on = item.has("initially") ? item.text("initially").equals("on") : !root.has("scenario");
        return new LoadSpec(known(item.at("node"), "node", nodes), (int) item.number("clients", 1),
                (int) item.number("rate", 0), item.texts("setup"), item.texts("statements"),
                on ? LoadSpec.Initially.ON : LoadSpec.Initially.OFF);
    }

    /** The text of an item that must be one of some names. */
    static String known(Item item, String what, Collection<String> names) throws SpecException {
        String name = item.text();
        if (!names.contains(name)) {
            throw item.error("there is no " + what + " " + YamlDocument.quoted(name) + Nearest.suggestion(name, names));
        }
        return name;
    }

    /** The text of an item that must be the name of a profile. */
    static String profile(Item item) throws SpecException {
        String name = item.text();
        Optional<Profiles.Fault> fault = Profiles.fault(name);
        if (fault.isPresent()) {
            throw item.error(said(fault.get()));
        }
        return name;
    }

    /** What is wrong with a profile's name, and what may have been meant. */
    public static String said(Profiles.Fault fault) {
        return "there is no " + fault.what() + " " + YamlDocument.quoted(fault.found())
                + Nearest.suggestion(fault.found(), fault.known());
    }
}
