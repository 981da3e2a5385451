package dev.lockstep.engine.log;

import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file that lists a log's files, oldest first, one {@code ./name} in each line. It is replaced as a whole, so that a
 * crash leaves the old or the new list.
 *
 * <p>Writers hold {@code LOCK_index}; readers see the list as it was written last, without a lock.
 */
public final class BinlogIndex {
    private static final String HERE = "./";

    private final Files files;
    private final String name;
    private volatile List<String> names;

    private BinlogIndex(Files files, String name, List<String> names) {
        this.files = files;
        this.name = name;
        this.names = names;
    }

    /** Reads the index, which is empty if there is no such file. */
    public static BinlogIndex open(Files files, String name) throws IOException {
        List<String> names = new ArrayList<>();
        if (files.exists(name)) {
            String text = new String(files.readAll(name), StandardCharsets.UTF_8);
            text.lines().map(String::strip).filter(line -> !line.isEmpty())
                    .map(line -> line.startsWith(HERE) ? line.substring(HERE.length()) : line).forEach(names::add);
        }
        return new BinlogIndex(files, name, List.copyOf(names));
    }

    /** File names, oldest first. */
    public List<String> names() {
        return names;
    }

    /** The file after that one. */
    public Optional<String> after(String file) {
        List<String> now = names;
        int at = now.indexOf(file);
        return at < 0 || at + 1 == now.size() ? Optional.empty() : Optional.of(now.get(at + 1));
    }

    /** Adds a file at the end. */
    void add(String file, Saving saving) throws IOException {
        List<String> more = new ArrayList<>(names);
        more.add(file);
        replace(more, saving);
    }

    /** Replaces the list. */
    void replace(List<String> list, Saving saving) throws IOException {
        StringBuilder text = new StringBuilder();
        list.forEach(file -> text.append(HERE).append(file).append('\n'));
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        switch (saving) {
            case DURABLE -> files.replace(name, content);
            case LOOSE -> {
                if (!files.exists(name) || !Arrays.equals(files.readAll(name), content)) {
                    files.replaceLoosely(name, content);
                }
            }
        }
        names = List.copyOf(list);
    }

    /** The list is another until it is replaced; in the file it stays what it was. */
    void suppose(List<String> list) {
        names = List.copyOf(list);
    }

    /** Makes the list durable that was replaced loosely. */
    void force() throws IOException {
        replace(names, Saving.DURABLE);
    }
}
