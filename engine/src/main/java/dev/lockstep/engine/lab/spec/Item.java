package dev.lockstep.engine.lab.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A value of a document that fits the schema, with its place for errors about its meaning. */
record Item(YamlDocument document, JsonNode json, String pointer) {
    /** Whether a key is there. */
    boolean has(String key) {
        return json.has(key);
    }

    /** The value of a key. */
    Item at(String key) {
        return new Item(document, json.path(key), pointer + "/" + YamlDocument.escape(key));
    }

    /** The items of a list, none if there is no list. */
    List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (JsonNode item : json) {
            items.add(new Item(document, item, pointer + "/" + items.size()));
        }
        return items;
    }

    /** The values of a group by their keys, in file order. */
    Map<String, Item> entries() {
        Map<String, Item> entries = new LinkedHashMap<>();
        json.propertyNames().forEach(key -> entries.put(key, at(key)));
        return entries;
    }

    /** This value as the file writes it; empty if it is none. */
    String text() {
        String text = document.scalarAt(pointer);
        return text == null ? "" : text;
    }

    /** The text of a key, empty if it is not there. */
    String text(String key) {
        return at(key).text();
    }

    /** The number of a key. */
    long number(String key, long otherwise) {
        return json.path(key).asLong(otherwise);
    }

    /** The time of a key in milliseconds. */
    long millis(String key, long otherwise) {
        return has(key) ? Duration.parseMillis(text(key)) : otherwise;
    }

    /** The texts of a key: one, or a list of them, or none. */
    List<String> texts(String key) {
        Item value = at(key);
        return value.json.isArray()
                ? value.items().stream().map(Item::text).toList()
                : has(key) ? List.of(value.text()) : List.of();
    }

    /** An error at this value. */
    SpecException error(String problem) {
        return document.error(pointer, problem);
    }

    /** An error at this value's key. */
    SpecException errorAtKey(String problem) {
        return document.errorAtKey(pointer, problem);
    }
}
