package dev.lockstep.engine.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A position of every {@link Switch}. Immutable. */
public final class Switches {
    private final Map<Class<? extends Switch>, Switch> positions;

    private Switches(Map<Class<? extends Switch>, Switch> positions) {
        this.positions = Collections.unmodifiableMap(positions);
    }

    /** Exactly one position of each kind. */
    static Switches of(Switch... all) {
        Switches switches = new Switches(Map.of()).with(all);
        if (all.length != Switch.KINDS.size() || switches.positions.size() != all.length) {
            throw new IllegalArgumentException("not one position of each switch: " + List.of(all));
        }
        return switches;
    }

    /** The same with some set otherwise. */
    public Switches with(Switch... others) {
        Map<Class<? extends Switch>, Switch> changed = new LinkedHashMap<>(positions);
        for (Switch other : others) {
            changed.put(other.getClass(), other);
        }
        return new Switches(changed);
    }

    /** How one is set. */
    public <T extends Switch> T get(Class<T> kind) {
        return kind.cast(Objects.requireNonNull(positions.get(kind)));
    }

    /** All positions, in the order of {@link Switch#KINDS}. */
    public List<Switch> all() {
        List<Switch> all = new ArrayList<>();
        for (Class<? extends Switch> kind : Switch.KINDS) {
            all.add(get(kind));
        }
        return all;
    }

    /** What is set otherwise here than there, in the order of {@link Switch#KINDS}. */
    public List<Switch> differencesFrom(Switches other) {
        return all().stream().filter(position -> !position.equals(other.get(position.getClass()))).toList();
    }

    /** The position of that key and value; empty if there is no such key or value. */
    public static Optional<Switch> position(String key, String value) {
        return values(key).stream().filter(position -> position.value().equals(value)).findFirst();
    }

    /** All positions of the switch of that key; empty if there is no such switch. */
    public static List<Switch> values(String key) {
        for (Class<? extends Switch> kind : Switch.KINDS) {
            if (Switch.key(kind).equals(key)) {
                return List.of(kind.getEnumConstants());
            }
        }
        return List.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Switches switches && positions.equals(switches.positions);
    }

    @Override
    public int hashCode() {
        return positions.hashCode();
    }

    @Override
    public String toString() {
        return all().stream().map(position -> position.key() + "=" + position.value()).toList().toString();
    }
}
