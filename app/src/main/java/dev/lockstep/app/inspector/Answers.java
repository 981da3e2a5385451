package dev.lockstep.app.inspector;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent.StatusSampled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the answers that the lab samples, whatever the exact words of its questions are. */
final class Answers {
    private static final Pattern CHANNELS = Pattern.compile("SHOW (ALL )?(SLAVES?|REPLICAS?) STATUS");

    private Answers() {}

    private static boolean ofChannels(String statement) {
        return CHANNELS.matcher(statement).lookingAt();
    }

    /** How the server was asked about its channels. */
    static String question(LabState state, String node) {
        StatusSampled sample = find(state, node, Answers::ofChannels);
        return sample == null ? "SHOW SLAVE STATUS" : sample.statement();
    }

    /** Columns of {@code SHOW SLAVE STATUS} for a channel; empty if it was not answered yet. */
    static Map<String, String> slaveStatus(LabState state, String node, String channel) {
        StatusSampled sample = find(state, node, Answers::ofChannels);
        if (sample == null) {
            return Map.of();
        }
        int nameColumn = Math.max(sample.columns().indexOf("Channel_Name"),
                sample.columns().indexOf("Connection_name"));
        for (List<@Nullable String> row : sample.rows()) {
            if (nameColumn < 0 || channel.equals(row.get(nameColumn))) {
                return named(sample.columns(), row);
            }
        }
        return Map.of();
    }

    /** {@code Rpl_semi_sync_*} by name, in the server's order; empty if it was not answered yet. */
    static Map<String, String> semiSync(LabState state, String node) {
        StatusSampled sample = find(state, node, text -> text.contains("RPL_SEMI_SYNC"));
        Map<String, String> values = new LinkedHashMap<>();
        if (sample != null) {
            for (List<@Nullable String> row : sample.rows()) {
                String name = row.isEmpty() ? null : row.getFirst();
                if (name != null && row.size() > 1 && name.toLowerCase(Locale.ROOT).startsWith("rpl_semi_sync_")) {
                    values.put(name, text(row.get(1)));
                }
            }
        }
        return values;
    }

    /** When {@code Rpl_semi_sync_*} was answered; -1 if it was not yet. */
    static long semiSyncNanos(LabState state, String node) {
        StatusSampled sample = find(state, node, text -> text.contains("RPL_SEMI_SYNC"));
        return sample == null ? -1 : sample.nanos();
    }

    private static @Nullable StatusSampled find(LabState state, String node, Predicate<String> statement) {
        for (Map.Entry<LabState.SampleKey, StatusSampled> sample : state.samples().entrySet()) {
            if (sample.getKey().node().equals(node)
                    && statement.test(sample.getKey().statement().toUpperCase(Locale.ROOT))) {
                return sample.getValue();
            }
        }
        return null;
    }

    private static Map<String, String> named(List<String> columns, List<@Nullable String> row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size() && i < row.size(); i++) {
            values.put(columns.get(i), text(row.get(i)));
        }
        return values;
    }

    private static String text(@Nullable String value) {
        return value == null ? "NULL" : value;
    }
}
