package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.binlog.gtid.GtidFormatException;
import dev.lockstep.engine.binlog.gtid.GtidSet;
import dev.lockstep.engine.binlog.gtid.MariaDbGtidPosition;
import dev.lockstep.engine.channel.UntilCondition;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.profile.ServerProfile.Dialect;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.ReplicationStatement.Until;

/** What START SLAVE UNTIL means to an applier. */
final class UntilReader {
    private final ServerProfile profile;

    UntilReader(ServerProfile profile) {
        this.profile = profile;
    }

    /** 1277 for a place that no log has, 1772 for what is no set of GTIDs, 1941 in MariaDB. */
    UntilCondition read(Until until) throws SqlError {
        return switch (until) {
            case Until.Never() -> new UntilCondition.Never();
            case Until.SourcePosition(var position) -> new UntilCondition.SourcePosition(checked(position));
            case Until.RelayPosition(var position) -> new UntilCondition.RelayPosition(checked(position));
            case Until.AfterGtids(String gtids) when profile.dialect() == Dialect.MARIADB ->
                new UntilCondition.DomainPosition(position(gtids));
            case Until.AfterGtids(String gtids) -> new UntilCondition.AfterGtids(gtids(gtids));
            case Until.BeforeGtids(String gtids) -> new UntilCondition.BeforeGtids(gtids(gtids));
        };
    }

    private static BinlogPosition checked(BinlogPosition position) throws SqlError {
        if (position.file().isEmpty() || position.offset() <= 0) {
            throw SqlError.of(1277, "Incorrect parameter or combination of parameters for START SLAVE UNTIL");
        }
        return position;
    }

    private static MariaDbGtidPosition position(String text) throws SqlError {
        try {
            return MariaDbGtidPosition.parse(text);
        } catch (GtidFormatException e) {
            throw SqlError.of(1941, "Could not parse GTID list");
        }
    }

    private static GtidSet gtids(String text) throws SqlError {
        try {
            return GtidSet.parse(text);
        } catch (GtidFormatException e) {
            throw SqlError.of(1772, "Malformed GTID set specification '" + text + "'.");
        }
    }
}
