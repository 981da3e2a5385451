package dev.lockstep.engine.lab;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a real server's answers into the trace, as the events that a node of the lab would have told itself: what has changed
 * since the last answer, at the time of the answer. Used by one thread.
 */
final class AnswerTeller {
    private final Lab lab;
    private final String node;
    private final Map<String, Object> told = new HashMap<>();
    private final Set<String> channels = new LinkedHashSet<>();
    private boolean slaveSemiSync;

    AnswerTeller(Lab lab, String node) {
        this.lab = lab;
        this.node = node;
    }

    /** Runs an action if a value is another than last time. */
    private void ifChanged(String what, @Nullable Object value, Runnable tell) {
        if (value != null && !value.equals(told.put(what, value))) {
            tell.run();
        }
    }

    /** The server has ended: none of its threads runs, and what it says when it is back is news. */
    void down() {
        for (String channel : channels) {
            for (ChannelThread thread : ChannelThread.values()) {
                if (told.get(channel + '\0' + thread) instanceof Standing(State state, int _, String _)
                        && state != State.NO) {
                    emitThread(channel, thread, new Standing(State.NO, 0, ""));
                }
            }
        }
        told.clear();
    }

    /** From {@code SHOW GLOBAL VARIABLES}. */
    void variables(SqlOutcome.Rows rows) {
        for (int row = 0; row < rows.rows().size(); row++) {
            String name = rows.value(row, "Variable_name");
            String value = rows.value(row, "Value");
            if (name != null && value != null) {
                String usual = usual(name);
                ifChanged("variable " + usual, value,
                        () -> lab.emit(new TraceEvent.VariableChanged(lab.nanos(), node, usual, value)));
            }
        }
    }

    /** Whether a variable was ON when it was told last. */
    boolean isOn(String variable) {
        return told.get("variable " + variable) instanceof String value
                && (value.equalsIgnoreCase("ON") || value.equals("1"));
    }

    /** MySQL 8.0.26 has new names for what the trace knows by the old ones. */
    private static String usual(String name) {
        return name.toLowerCase(Locale.ROOT).replace("rpl_semi_sync_source_", "rpl_semi_sync_master_")
                .replace("rpl_semi_sync_replica_", "rpl_semi_sync_slave_").replace("wait_for_replica", "wait_for_slave")
                .replace("wait_no_replica", "wait_no_slave");
    }

    /** From {@code SHOW GLOBAL STATUS}. */
    void semiSync(SqlOutcome.Rows rows) {
        for (int row = 0; row < rows.rows().size(); row++) {
            String name = rows.value(row, "Variable_name");
            String value = rows.value(row, "Value");
            if (name != null && value != null) {
                status(usual(name), value);
            }
        }
        channels.forEach(this::believes);
    }

    private void status(String name, String value) {
        switch (name) {
            case "rpl_semi_sync_master_status" -> ifChanged(name, value,
                    () -> lab.emit(new TraceEvent.SemiSyncSwitched(lab.nanos(), node, value.equals("ON"),
                            "the server says so")));
            case "rpl_semi_sync_master_clients" -> {
                if (value.matches("\\d{1,9}")) {
                    ifChanged(name, value, () -> lab
                            .emit(new TraceEvent.SemiSyncClients(lab.nanos(), node, Integer.parseInt(value))));
                }
            }
            case "rpl_semi_sync_slave_status" -> slaveSemiSync = value.equals("ON");
            default -> {
                // the status view shows the rest as it is
            }
        }
    }

    /** A real server tells one status for all its channels; which of them it is true of, it does not tell. */
    private void believes(String channel) {
        boolean on = slaveSemiSync && told.get(channel + '\0' + ChannelThread.RECEIVER) instanceof Standing standing
                && standing.state() == State.YES;
        ifChanged("semi-sync " + channel, on,
                () -> lab.emit(new TraceEvent.ChannelSemiSync(lab.nanos(), node, channel, on)));
    }

    /** From {@code SHOW MASTER STATUS}. */
    void binlog(SqlOutcome.Rows rows) {
        BinlogPosition end = rows.rows().isEmpty() ? null : position(rows, 0, "File", "Position");
        ifChanged("binlog", end, () -> lab
                .emit(new TraceEvent.BinlogSampled(lab.nanos(), node, Objects.requireNonNull(end))));
    }

    /** From {@code SHOW ALL SLAVES STATUS} or what the server calls it. */
    void channels(SqlOutcome.Rows rows) {
        Set<String> now = new LinkedHashSet<>();
        for (int row = 0; row < rows.rows().size(); row++) {
            String named = rows.value(row, "Connection_name");
            named = named == null ? rows.value(row, "Channel_Name") : named;
            String channel = named == null ? "" : named;
            now.add(channel);
            channels.add(channel);
            channel(rows, row, channel);
        }
        for (String gone : Set.copyOf(channels)) {
            if (!now.contains(gone)) {
                channels.remove(gone);
                told.keySet().removeIf(key -> key.startsWith(gone + '\0'));
                lab.emit(new TraceEvent.ChannelRemoved(lab.nanos(), node, gone));
            }
        }
    }

    private void channel(SqlOutcome.Rows rows, int row, String channel) {
        String host = text(rows.value(row, "Master_Host"));
        int port = number(rows.value(row, "Master_Port"));
        ifChanged(channel + "\0source", host + ':' + port,
                () -> lab.emit(new TraceEvent.ChannelConfigured(lab.nanos(), node, channel, host, port)));
        thread(channel, ChannelThread.RECEIVER, rows.value(row, "Slave_IO_Running"), rows, row, "Last_IO_");
        thread(channel, ChannelThread.APPLIER, rows.value(row, "Slave_SQL_Running"), rows, row, "Last_SQL_");
        BinlogPosition received = position(rows, row, "Master_Log_File", "Read_Master_Log_Pos");
        BinlogPosition applied = position(rows, row, "Relay_Master_Log_File", "Exec_Master_Log_Pos");
        lab.emit(new TraceEvent.ChannelSampled(lab.nanos(), node, channel, received, applied));
    }

    private void thread(String channel, ChannelThread thread, @Nullable String running, SqlOutcome.Rows rows, int row,
            String error) {
        State state = switch (text(running)) {
            case "Yes" -> State.YES;
            case "No" -> State.NO;
            default -> State.CONNECTING; // Connecting; MariaDB says Preparing, too
        };
        Standing standing = new Standing(state, number(rows.value(row, error + "Errno")),
                text(rows.value(row, error + "Error")));
        ifChanged(channel + '\0' + thread, standing, () -> emitThread(channel, thread, standing));
    }

    private void emitThread(String channel, ChannelThread thread, Standing standing) {
        lab.emit(new ChannelThreadChanged(lab.nanos(), node, channel, thread, standing.state(), standing.errno(),
                standing.error().isEmpty() ? null : standing.error()));
    }

    /** How a thread stands. */
    private record Standing(State state, int errno, String error) {}

    private static @Nullable BinlogPosition position(SqlOutcome.Rows rows, int row, String file, String offset) {
        String name = text(rows.value(row, file));
        String at = text(rows.value(row, offset));
        return name.isEmpty() || !at.matches("\\d{1,18}") ? null : new BinlogPosition(name, Long.parseLong(at));
    }

    private static int number(@Nullable String value) {
        return value != null && value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
