package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.GtidFormatException;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.channel.ReplicationChannel;
import dev.lockstep.engine.node.commit.DomainGtids;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.store.StorePosition;
import dev.lockstep.engine.sql.store.StoreSession;
import dev.lockstep.engine.sql.store.TableStore;
import dev.lockstep.engine.sql.variable.SystemVariables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MariaDB's variables of GTIDs: what they are worth, and when SET may change them. */
public final class GtidVariables {
    private static final String SLAVE_POS = DomainGtids.GIVEN;
    private static final String BINLOG_STATE = "gtid_binlog_state";
    private static final BinlogPosition NOWHERE = new BinlogPosition("", 0);

    private final SystemVariables variables;
    private final DomainGtids gtids;
    private final Channels channels;
    private final TableStore store;

    /** For a server. */
    public GtidVariables(SystemVariables variables, DomainGtids gtids, Channels channels, TableStore store) {
        this.variables = variables;
        this.gtids = gtids;
        this.channels = channels;
        this.store = store;
    }

    /** From now on the variables tell what is, and SET is refused where it is not allowed: 1198, 1941, 1943, 1956. */
    public void connect() {
        variables.supply("gtid_binlog_pos", () -> gtids.binlogPosition().toString());
        variables.supply(BINLOG_STATE, () -> text(gtids.binlogState()));
        variables.supply(SLAVE_POS, () -> gtids.replicated().toString());
        variables.supply("gtid_current_pos", () -> gtids.current(variables.number("server_id")).toString());
        variables.guard(SLAVE_POS, (variable, before, now) -> {
            refuseRunning();
            position(now);
        });
        variables.onChange(SLAVE_POS, (variable, before, now) -> replicated(position(now)));
        variables.guard(BINLOG_STATE, (variable, before, now) -> {
            if (!gtids.binlogState().isEmpty()) {
                throw SqlError.of(1956, "This operation is not allowed if any GTID has been logged to the binary log. "
                        + "Run RESET MASTER first to erase the log");
            }
            list(now);
        });
        variables.onChange(BINLOG_STATE, (variable, before, now) -> gtids.recovered(list(now)));
    }

    private static String text(List<MariaDbGtid> gtids) {
        return gtids.stream().map(MariaDbGtid::toString).collect(Collectors.joining(","));
    }

    private void refuseRunning() throws SqlError {
        for (ReplicationChannel channel : channels.all()) {
            ChannelStatus status = channel.status();
            if (status.receiver().running() || status.applier().running()) {
                throw SqlError.of(1198, "This operation cannot be performed as you have a running slave '"
                        + status.channel() + "'; run STOP SLAVE '" + status.channel() + "' first");
            }
        }
    }

    private static MariaDbGtidPosition position(@Nullable Object value) throws SqlError {
        List<MariaDbGtid> gtids = list(value);
        MariaDbGtidPosition position = MariaDbGtidPosition.EMPTY;
        for (MariaDbGtid gtid : gtids) {
            if (position.last(gtid.domainId()).isPresent()) {
                throw SqlError.of(1943, "GTID " + gtid + " and " + position.last(gtid.domainId()).get()
                        + " conflict (duplicate domain id " + gtid.domainId() + ")");
            }
            position = position.plus(gtid);
        }
        return position;
    }

    private static List<MariaDbGtid> list(@Nullable Object value) throws SqlError {
        String text = value == null ? "" : value.toString();
        List<MariaDbGtid> gtids = new ArrayList<>();
        if (text.isBlank()) {
            return gtids;
        }
        try {
            for (String part : text.split(",", -1)) {
                gtids.add(MariaDbGtid.parse(part));
            }
        } catch (GtidFormatException e) {
            throw SqlError.of(1941, "Could not parse GTID list");
        }
        return gtids;
    }

    private void replicated(MariaDbGtidPosition position) throws SqlError {
        Map<String, StorePosition> stored = new HashMap<>();
        for (String part : gtids.parts()) {
            stored.put(part, new StorePosition(applied(part), ""));
        }
        stored.put(DomainGtids.GIVEN, new StorePosition(NOWHERE, position.toString()));
        try (StoreSession session = store.newSilentSession(Duration.ofSeconds(1))) {
            session.commit(stored);
            session.flushSurely(); // no log says so: a kill would bring the old ones back
        }
        gtids.replicated(position);
        channels.all().forEach(ReplicationChannel::positionGiven);
    }

    private BinlogPosition applied(String part) {
        return channels.appliedPosition(part).orElse(NOWHERE);
    }
}
