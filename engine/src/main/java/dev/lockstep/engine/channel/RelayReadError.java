package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.log.DamagedLogException;
import java.io.IOException;

/** What a server's error log says of a relay log that its applier cannot read (semisync.md E.4). */
final class RelayReadError {
    private RelayReadError() {}

    /** The line of {@code Log_event::read_log_event}. */
    static String line(IOException e) {
        if (!(e instanceof DamagedLogException damaged)) {
            return "Error in Log_event::read_log_event(): '" + e.getMessage() + "'";
        }
        EventHeader header = damaged.header();
        String declared = header == null
                ? ""
                : "  data_len: " + header.eventSize() + "  event_type: " + header.type();
        return "Error in Log_event::read_log_event(): '" + reason(damaged) + "' at offset: " + damaged.offset()
                + declared + " (" + damaged.getMessage() + ")";
    }

    private static String reason(DamagedLogException damaged) {
        EventHeader header = damaged.header();
        return switch (damaged.damage()) {
            case TORN -> "read error";
            case TOO_LARGE -> "Event too big";
            case CHECKSUM -> "Event crc check failed! Most likely there is event corruption.";
            case MALFORMED -> header == null ? "Event too small" : "Found invalid event in binary log";
            case NO_LOG -> "Binlog has bad magic number";
        };
    }
}
