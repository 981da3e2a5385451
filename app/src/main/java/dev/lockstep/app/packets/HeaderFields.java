package dev.lockstep.app.packets;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.binlog.EventFlags;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventTypes;
import dev.lockstep.engine.bytes.ByteReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of an event's header as they are and as they were read, side by side. */
final class HeaderFields {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HeaderFields() {}

    /** The header that begins at an offset, whatever it says; empty if there are fewer bytes than it has. */
    static Optional<EventHeader> decode(byte[] packet, int offset) {
        if (offset < 0 || packet.length - offset < EventHeader.SIZE) {
            return Optional.empty();
        }
        ByteReader in = new ByteReader(packet, offset, EventHeader.SIZE);
        return Optional.of(new EventHeader(in.u32(), in.u8(), in.u32(), in.u32(), in.u32(), in.u16()));
    }

    /** Row by row; a header that was not read at all leaves its column without a difference to tell. */
    static List<Fact> rows(Optional<EventHeader> truth, Optional<EventHeader> read) {
        List<Fact> rows = new ArrayList<>();
        List<String> names = List.of("bytes.timestamp", "bytes.type", "bytes.server", "bytes.size", "bytes.end",
                "bytes.flags");
        List<String> left = truth.map(HeaderFields::texts).orElse(List.of());
        List<String> right = read.map(HeaderFields::texts).orElse(List.of());
        for (int i = 0; i < names.size(); i++) {
            String is = left.isEmpty() ? Messages.text("bytes.unknown") : left.get(i);
            String as = right.isEmpty() ? Messages.text("bytes.unread") : right.get(i);
            rows.add(new Fact(Messages.text(names.get(i)), List.of(is, as),
                    !left.isEmpty() && !right.isEmpty() && !is.equals(as)));
        }
        return rows;
    }

    private static List<String> texts(EventHeader header) {
        return List.of(time(header.timestampSeconds()), header.type() + " " + EventTypes.name(header.type()),
                Figures.grouped(header.serverId()), Figures.grouped(header.eventSize()),
                Figures.grouped(header.endLogPos()), flags(header));
    }

    private static String time(long seconds) {
        return seconds == 0 ? "0" : TIME.format(Instant.ofEpochSecond(seconds));
    }

    private static String flags(EventHeader header) {
        String hex = String.format(Locale.ROOT, "0x%04x", header.flags());
        return header.flags() == EventFlags.ARTIFICIAL ? hex + " " + Messages.text("bytes.artificial") : hex;
    }
}
