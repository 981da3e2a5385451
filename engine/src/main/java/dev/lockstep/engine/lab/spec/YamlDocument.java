package dev.lockstep.engine.lab.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML text as a JSON tree that knows where each of its values stands. What a hostile file could do is bounded before
 * anything is built: size, depth, number of values, and aliases, which a topology has no use for, are refused.
 */
final class YamlDocument {
    private static final Pattern BAD_ESCAPE = Pattern
            .compile("\\\\(x(?!\\p{XDigit}{2})|u(?!\\p{XDigit}{4})|U(?!\\p{XDigit}{8}))");
    private static final int MAX_CHARS = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 50_000;
    /** Longest text that is read as a number: any {@code long} fits. */
    private static final int MAX_NUMBER_CHARS = 18;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Place> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();
    private final Map<String, String> scalars = new HashMap<>();
    private final JsonNode root;

    private YamlDocument(String file, Node node) throws SpecException {
        this.file = file;
        root = convert(node, "");
    }

    /** Reads a text; {@code file} is what errors call it. */
    static YamlDocument parse(String file, String yaml) throws SpecException {
        if (yaml.length() > MAX_CHARS) {
            throw new SpecException(file, 0, 0, "longer than " + MAX_CHARS + " characters; that is no topology");
        }
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARS).build();
        try {
            checkLimits(file, new Parse(settings).parseString(yaml));
            Optional<Node> node = new Compose(settings).composeString(yaml);
            if (node.isEmpty()) {
                throw new SpecException(file, 1, 1, "the file is empty; expected at least title and nodes");
            }
            return new YamlDocument(file, node.get());
        } catch (MarkedYamlEngineException e) {
            Place place = Place.of(e.getProblemMark().or(e::getContextMark));
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw new SpecException(file, place.line(), place.column(), "not YAML: " + context + e.getProblem());
        } catch (YamlEngineException e) {
            throw new SpecException(file, 0, 0, "not YAML: " + firstLine(e.getMessage()));
        } catch (NumberFormatException e) {
            throw badEscape(file, yaml);
        }
    }

    /** The YAML library trips over a backslash escape that lacks digits instead of refusing it. */
    private static SpecException badEscape(String file, String yaml) {
        Matcher escape = BAD_ESCAPE.matcher(yaml);
        int at = escape.find() ? escape.start() : 0;
        int line = (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = at - yaml.lastIndexOf('\n', at);
        return new SpecException(file, line, column,
                "not YAML: an escape in double quotes that lacks hexadecimal digits;"
                        + " expected two after \\x, four after \\u, eight after \\U");
    }

    private static void checkLimits(String file, Iterable<Event> events) throws SpecException {
        int depth = 0;
        int count = 0;
        for (Event event : events) {
            count++;
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            String problem = event instanceof AliasEvent
                    ? "aliases (*name) are not used in topology files; write the value out"
                    : depth > MAX_DEPTH
                            ? "nested deeper than " + MAX_DEPTH + " levels"
                            : count > MAX_VALUES ? "more than " + MAX_VALUES + " values" : "";
            if (!problem.isEmpty()) {
                Place place = Place.of(event.getStartMark());
                throw new SpecException(file, place.line(), place.column(), problem);
            }
        }
    }

    private JsonNode convert(Node node, String pointer) throws SpecException {
        values.put(pointer, Place.of(node.getStartMark()));
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, pointer);
            case SequenceNode sequence -> {
                ArrayNode array = JSON.arrayNode();
                for (Node item : sequence.getValue()) {
                    array.add(convert(item, pointer + "/" + array.size()));
                }
                yield array;
            }
            case MappingNode mapping -> object(mapping, pointer);
            default -> throw error(pointer, "unexpected " + node.getNodeType());
        };
    }

    private ObjectNode object(MappingNode mapping, String pointer) throws SpecException {
        ObjectNode object = JSON.objectNode();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place place = Place.of(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new SpecException(file, place.line(), place.column(), "a key must be a word");
            }
            if (!seen.add(key.getValue())) {
                throw new SpecException(file, place.line(), place.column(),
                        "key " + quoted(key.getValue()) + " stands here twice");
            }
            String child = pointer + "/" + escape(key.getValue());
            keys.put(child, place);
            object.set(key.getValue(), convert(tuple.getValueNode(), child));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar, String pointer) throws SpecException {
        String text = scalar.getValue();
        scalars.put(pointer, text);
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        } else if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        } else if (tag.equals(Tag.STR)) {
            return JSON.stringNode(text);
        }
        throw error(pointer, "tag " + quoted(tag.getValue()) + " is not used in topology files");
    }

    private static JsonNode number(String text) {
        try {
            if (text.length() > MAX_NUMBER_CHARS) {
                return JSON.stringNode(text);
            }
            if (text.matches("-?[0-9]+")) {
                return JSON.numberNode(Long.parseLong(text));
            }
            double value = Double.parseDouble(text);
            return Math.abs(value) < Long.MAX_VALUE ? JSON.numberNode(value) : JSON.stringNode(text);
        } catch (NumberFormatException e) {
            return JSON.stringNode(text);
        }
    }

    /** The whole tree. */
    JsonNode root() {
        return root;
    }

    /** The text of a scalar as the file has it; null if there is none. */
    @Nullable
    String scalarAt(String pointer) {
        return scalars.get(pointer);
    }

    /** An error at a value. */
    SpecException error(String pointer, String problem) {
        return at(values.getOrDefault(pointer, Place.START), problem);
    }

    /** An error at a key, or at its value if it has none. */
    SpecException errorAtKey(String pointer, String problem) {
        Place place = keys.get(pointer);
        return place == null ? error(pointer, problem) : at(place, problem);
    }

    private SpecException at(Place place, String problem) {
        return new SpecException(file, place.line(), place.column(), problem);
    }

    /** A key as part of a JSON pointer. */
    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** A text in quotes, cut if it is long. */
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + '"';
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
    }
}
