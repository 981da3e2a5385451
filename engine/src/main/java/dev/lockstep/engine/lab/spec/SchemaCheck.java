package dev.lockstep.engine.lab.spec;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds a file against the published JSON schema and says the most telling fault in plain words. */
final class SchemaCheck {
    private static final String RESOURCE = "lockstep-topology.schema.json";
    /** Most telling first: a misspelt key also makes the right one missing and no alternative fit. */
    private static final List<String> BY_WEIGHT = List.of("additionalProperties", "propertyNames", "type", "enum",
            "pattern", "required");

    private static final class Holder {
        static final String TEXT = read();
        static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TEXT, InputFormat.JSON);

        private static String read() {
            try (InputStream in = SchemaCheck.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not in the class path");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private SchemaCheck() {}

    /** Text of the schema. */
    static String schema() {
        return Holder.TEXT;
    }

    /** Returns if the document fits. */
    static void check(YamlDocument document) throws SpecException {
        List<Error> errors = Holder.SCHEMA.validate(document.root());
        if (errors.isEmpty()) {
            return;
        }
        throw describe(document, errors.stream().filter(SchemaCheck::telling)
                .min(Comparator.comparingInt(SchemaCheck::weight)).orElseGet(errors::getFirst));
    }

    /** What failed inside one of several alternatives says little, but a key that is not known is one in any case. */
    private static boolean telling(Error error) {
        return error.getKeyword().equals("additionalProperties")
                || !error.getEvaluationPath().toString().contains("/oneOf/");
    }

    private static int weight(Error error) {
        int index = BY_WEIGHT.indexOf(error.getKeyword());
        return index < 0 ? BY_WEIGHT.size() : index;
    }

    private static SpecException describe(YamlDocument document, Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode rule = error.getSchemaNode();
        JsonNode found = error.getInstanceNode();
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(document, error, pointer, property == null ? "" : property);
            case "propertyNames" -> document.errorAtKey(nameWithFault(pointer, property),
                    "this name must be a letter followed by letters, digits, - or _, at most 32 in all");
            case "required" -> document.errorAtKey(pointer,
                    "key " + YamlDocument.quoted(property == null ? "" : property) + " is missing "
                            + (pointer.isEmpty() ? "in this file" : "here"));
            case "type" -> document.error(pointer, "expected " + types(rule) + ", found " + kindOf(found));
            case "enum" -> document.error(pointer, "expected one of " + listed(rule) + ", found " + kindOf(found)
                    + Nearest.suggestion(found == null ? "" : found.asString(""), texts(rule)));
            case "pattern" -> document.error(pointer, pattern(error, found));
            case "oneOf" -> document.errorAtKey(pointer, alternatives(error, rule));
            case "minimum" -> document.error(pointer, "must be at least " + rule + ", found " + kindOf(found));
            case "maximum" -> document.error(pointer, "must be at most " + rule + ", found " + kindOf(found));
            default -> document.error(pointer, error.getMessage());
        };
    }

    private static String nameWithFault(String pointer, @Nullable String property) {
        return property == null ? pointer : pointer + "/" + YamlDocument.escape(property);
    }

    private static SpecException unknownKey(YamlDocument document, Error error, String pointer, String key) {
        Set<String> known = new TreeSet<>();
        JsonNode properties = ruleAround(error).get("properties");
        if (properties != null) {
            known.addAll(properties.propertyNames());
        }
        return document.errorAtKey(pointer + "/" + YamlDocument.escape(key),
                "unknown key " + YamlDocument.quoted(key) + Nearest.suggestion(key, known));
    }

    private static String pattern(Error error, @Nullable JsonNode found) {
        return description(error, "this has not the right form") + "; found " + kindOf(found);
    }

    private static String description(Error error, String otherwise) {
        JsonNode description = ruleAround(error).get("description");
        return description == null ? otherwise : "expected: " + withoutStop(description.asString());
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** The part of the schema that has the keyword that failed. */
    private static JsonNode ruleAround(Error error) {
        String location = error.getSchemaLocation().toString();
        String pointer = location.substring(location.indexOf('#') + 1, location.lastIndexOf('/'));
        return Holder.SCHEMA.getSchemaNode().at(pointer);
    }

    private static String alternatives(Error error, @Nullable JsonNode rule) {
        List<String> ways = new ArrayList<>();
        if (rule != null) {
            for (JsonNode way : rule) {
                ways.add(way.has("required") ? String.join(" and ", texts(way.get("required"))) : "");
            }
        }
        ways.removeIf(String::isEmpty);
        return ways.isEmpty()
                ? description(error, "expected one text, or a list or group of texts")
                : "expected exactly one of: " + String.join(", ", ways);
    }

    private static String types(@Nullable JsonNode rule) {
        if (rule == null) {
            return "something else";
        }
        List<String> names = rule.isArray() ? texts(rule) : List.of(rule.asString());
        return String.join(" or ", names.stream().map(SchemaCheck::typeName).toList());
    }

    private static String typeName(String jsonType) {
        return switch (jsonType) {
            case "object" -> "keys with values";
            case "array" -> "a list";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> jsonType;
        };
    }

    private static String kindOf(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return "nothing";
        }
        return node.isObject()
                ? "keys with values"
                : node.isArray() ? "a list" : YamlDocument.quoted(node.asString());
    }

    private static List<String> texts(@Nullable JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array != null) {
            array.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }

    private static String listed(@Nullable JsonNode array) {
        return String.join(", ", texts(array));
    }
}
