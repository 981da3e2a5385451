package dev.lockstep.app.packets;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.control.HexGrid;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.PacketLog;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.TraceEvent.PacketRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the byte pane shows: one packet of one channel, among those read up to the instant that is shown. Window's thread;
 * needs no toolkit.
 */
public final class BytesViewModel {
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NONE);
    private PacketLog.@Nullable Key chosen;
    private @Nullable PacketRead at;
    private List<PacketRead> packets = List.of();
    private @Nullable OpenLab lab;
    private boolean following = true;
    private boolean inSight = true;

    /**
     * Everything on the pane.
     *
     * @param channels to choose from
     * @param channel that is chosen, null for none
     * @param title which packet it is
     * @param kept how many packets are kept, and that not all are
     * @param wrong whether it was read with the wrong belief, or an error came of it
     * @param fields of the event's header, as they are and as they were read
     * @param wire the bytes as they came
     * @param queued those that reached the relay log
     */
    public record Shown(List<PacketLog.Key> channels, PacketLog.@Nullable Key channel, String title, String kept,
            boolean wrong, String truth, String belief, String deed, String consequence, List<Fact> fields,
            List<HexGrid.Cell> wire, List<HexGrid.Cell> queued) {
        static final Shown NONE = new Shown(List.of(), null, "", "", false, "", "", "", "", List.of(), List.of(),
                List.of());

        /** Keeps own copies. */
        public Shown {
            channels = List.copyOf(channels);
            fields = List.copyOf(fields);
            wire = List.copyOf(wire);
            queued = List.copyOf(queued);
        }
    }

    /** What the pane shows. */
    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** What the pane shows. */
    public Shown getShown() {
        return shown.get();
    }

    /** Shows nothing. */
    public void clear() {
        chosen = null;
        at = null;
        following = true;
        lab = null;
        packets = List.of();
        shown.set(Shown.NONE);
    }

    /** Looks at a channel: at the first of its packets that went wrong, or the newest. */
    public void choose(PacketLog.Key channel) {
        chosen = channel;
        at = null;
        following = true;
        refresh();
        firstWrong();
    }

    /** Shows a lab at the instant under its recording's handle. */
    public void show(OpenLab open) {
        lab = open;
        if (inSight) {
            refresh();
        }
    }

    /** Whether anybody can see the pane: while nobody does, time that passes changes nothing on it. */
    public void setInSight(boolean visible) {
        inSight = visible;
        if (visible) {
            refresh();
        }
    }

    private void refresh() {
        OpenLab open = lab;
        if (open == null) {
            return;
        }
        PacketLog log = open.recording().packets();
        PacketLog.Key key = chosen != null
                ? chosen
                : log.mostTelling(open.recording().getState().nanos()).orElse(null);
        packets = key == null ? List.of() : log.upTo(key, open.recording().getState().nanos());
        PacketRead now = at;
        if (packets.isEmpty()) {
            at = null;
        } else if (following || now == null || now.nanos() > packets.getLast().nanos() || !packets.contains(now)) {
            at = packets.getLast();
        }
        shown.set(build(log.channels(), key, open));
    }

    /** Steps to the packet before. */
    public void previous() {
        move(-1);
    }

    /** Steps to the packet after; behind the newest the view follows what comes. */
    public void next() {
        move(1);
    }

    private void move(int by) {
        int index = packets.lastIndexOf(at) + by;
        if (index >= 0 && index < packets.size()) {
            at = packets.get(index);
            following = index == packets.size() - 1 && by > 0;
            keep();
            refresh();
        }
    }

    /** Jumps to the first packet that went wrong; the view stays if none did. */
    public void firstWrong() {
        packets.stream().filter(PacketLog::wrong).findFirst().ifPresent(packet -> {
            at = packet;
            following = false;
            keep();
            refresh();
        });
    }

    /** Who looks at a packet does not want another channel to come before it. */
    private void keep() {
        chosen = shown.get().channel();
    }

    /** Jumps to the newest packet and follows those that come. */
    public void newest() {
        following = true;
        refresh();
    }

    private Shown build(List<PacketLog.Key> channels, PacketLog.@Nullable Key key, OpenLab open) {
        PacketRead packet = at;
        if (key == null || packet == null) {
            return new Shown(channels, key, Messages.text("bytes.none"), "", false, "", "", "", "", List.of(),
                    List.of(), List.of());
        }
        ChannelState channel = open.recording().getState().channels().stream()
                .filter(one -> one.replica().equals(key.replica()) && one.channel().equals(key.channel())).findFirst()
                .orElse(null);
        byte[] head = packet.head().bytes();
        Optional<EventHeader> truth = HeaderFields.decode(head, 1 + PacketWords.headerBytes(packet));
        Optional<EventHeader> read = PacketWords.missing(packet).isEmpty()
                ? HeaderFields.decode(head, 1 + packet.stripped())
                : Optional.empty();
        String missing = PacketWords.missing(packet);
        String consequence = PacketWords.consequence(packet, channel);
        return new Shown(channels, key,
                Messages.text("bytes.title", Figures.grouped(packet.number()), Figures.grouped(packet.length())),
                Messages.text("bytes.kept", Integer.toString(packets.lastIndexOf(packet) + 1),
                        Figures.grouped(packets.size())),
                PacketLog.wrong(packet), PacketWords.truth(packet), PacketWords.belief(packet),
                missing.isEmpty() ? PacketWords.deed(packet) : missing + " " + PacketWords.deed(packet), consequence,
                HeaderFields.rows(truth, read), wire(packet), queued(packet));
    }

    private static List<HexGrid.Cell> wire(PacketRead packet) {
        byte[] head = packet.head().bytes();
        int header = 1 + PacketWords.headerBytes(packet);
        List<HexGrid.Cell> cells = new ArrayList<>();
        for (int i = 0; i < head.length; i++) {
            HexGrid.Role role = i == 0
                    ? HexGrid.Role.FRAME
                    : i < header
                            ? HexGrid.Role.MARKED
                            : i < header + EventHeader.SIZE ? HexGrid.Role.HEADER : HexGrid.Role.BODY;
            boolean struck = i > 0 && i <= packet.stripped();
            cells.add(new HexGrid.Cell(head[i] & 0xff, role, struck, fieldStart(i - header)));
        }
        return cells;
    }

    private static List<HexGrid.Cell> queued(PacketRead packet) {
        byte[] head = packet.head().bytes();
        List<HexGrid.Cell> cells = new ArrayList<>();
        int truly = PacketWords.headerBytes(packet);
        for (int i = 1 + packet.stripped(); packet.queued() != null && i < head.length; i++) {
            int place = i - 1 - packet.stripped();
            HexGrid.Role role = i - 1 < truly
                    ? HexGrid.Role.MARKED
                    : place < EventHeader.SIZE ? HexGrid.Role.HEADER : HexGrid.Role.BODY;
            cells.add(new HexGrid.Cell(head[i] & 0xff, role, false, fieldStart(place)));
        }
        return cells;
    }

    /** Whether a field of an event's header begins at this byte of it. */
    private static boolean fieldStart(int place) {
        return place == 0 || place == 4 || place == 5 || place == 9 || place == 13 || place == 17
                || place == EventHeader.SIZE;
    }
}
