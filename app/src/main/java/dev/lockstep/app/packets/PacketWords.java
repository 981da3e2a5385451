package dev.lockstep.app.packets;

import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.TraceEvent.PacketRead;
import dev.lockstep.engine.wire.SemiSyncHeader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is told of a packet in sentences. */
final class PacketWords {
    private PacketWords() {}

    /** What the source did. */
    static String truth(PacketRead packet) {
        if (!packet.carried()) {
            return Messages.text("bytes.truth.bare");
        }
        boolean wanted = packet.head().size() > 2 && (packet.head().bytes()[2] & 1) != 0;
        return Messages.text(wanted ? "bytes.truth.wanted" : "bytes.truth.header");
    }

    /** What the slave thought, and who made it think so. */
    static String belief(PacketRead packet) {
        String thought = Messages.text(packet.believed() ? "bytes.belief.header" : "bytes.belief.bare");
        if (packet.flag().isEmpty()) {
            return thought;
        }
        String asked = Messages.text("bytes.flag", packet.flag(), packet.believed() ? "1" : "0");
        return thought + " " + asked + (packet.hook().isEmpty()
                ? ""
                : " " + Messages.text("bytes.writer", packet.hook(), packet.writer()));
    }

    /** What it therefore did. */
    static String deed(PacketRead packet) {
        String stripped = packet.stripped() == 0
                ? Messages.text("bytes.stripped.none")
                : Messages.text("bytes.stripped", Integer.toString(packet.stripped()));
        BinlogPosition at = packet.queued();
        return stripped + " " + (at == null
                ? Messages.text("bytes.queued.none")
                : Messages.text("bytes.queued", Figures.grouped(queuedBytes(packet)), at.file(),
                        Figures.grouped(at.offset())));
    }

    /** How many bytes went into the relay log. */
    static int queuedBytes(PacketRead packet) {
        return packet.queued() == null ? 0 : Math.max(0, packet.length() - 1 - packet.stripped());
    }

    /** What came of it; empty if nothing did. */
    static String consequence(PacketRead packet, @Nullable ChannelState channel) {
        if (packet.errno() != 0) {
            return Messages.text("bytes.error", Integer.toString(packet.errno()), packet.error());
        }
        if (packet.carried() == packet.believed() || channel == null || !channel.failed()) {
            return packet.carried() == packet.believed() ? "" : Messages.text("bytes.error.none");
        }
        return channel.applierError().errno() != 0
                ? Messages.text("bytes.later.sql", Integer.toString(channel.applierError().errno()),
                        channel.applierError().text())
                : Messages.text("bytes.later.io", Integer.toString(channel.receiverError().errno()),
                        channel.receiverError().text());
    }

    /** Why a header that was looked for was not found; empty if none was missing. */
    static String missing(PacketRead packet) {
        if (packet.carried() || !packet.believed() || packet.stripped() > 0 || packet.head().size() < 2) {
            return "";
        }
        int found = packet.head().bytes()[1] & 0xff;
        return found == MAGIC ? "" : Messages.text("bytes.missing", String.format(Locale.ROOT, "%02x", found));
    }

    private static final int MAGIC = 0xef;

    /** Bytes of a semi-sync header. */
    static int headerBytes(PacketRead packet) {
        return packet.carried() ? SemiSyncHeader.BYTES : 0;
    }
}
