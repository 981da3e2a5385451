package dev.lockstep.app.session;

import dev.lockstep.engine.trace.TraceEvent.PacketRead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packets of each channel, as far as the trace keeps them. Of those that were read rightly only the newest few thousand
 * are remembered; those that went wrong all are. Window's thread only.
 */
public final class PacketLog {
    private static final int MOST = 6_000;
    private static final int MOST_WRONG = 2_000;

    private final Map<Key, List<PacketRead>> channels = new LinkedHashMap<>();
    private final Map<Key, Long> wentWrong = new LinkedHashMap<>();

    /** A channel. */
    public record Key(String replica, String channel) {}

    void read(PacketRead packet) {
        Key key = new Key(packet.node(), packet.channel());
        if (wrong(packet)) {
            wentWrong.putIfAbsent(key, packet.nanos());
        }
        List<PacketRead> packets = channels.computeIfAbsent(key, any -> new ArrayList<>());
        packets.add(packet);
        if (packets.size() >= MOST) {
            forgetOld(packets);
        }
    }

    private static void forgetOld(List<PacketRead> packets) {
        List<PacketRead> kept = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            PacketRead packet = packets.get(i);
            if (i >= MOST / 2 || wrong(packet) && kept.size() < MOST_WRONG) {
                kept.add(packet);
            }
        }
        packets.clear();
        packets.addAll(kept);
    }

    /** Whether a packet was read with the wrong belief, or an error came of it. */
    public static boolean wrong(PacketRead packet) {
        return packet.carried() != packet.believed() || packet.errno() != 0;
    }

    /** Channels that have packets, in the order of their first one. */
    public List<Key> channels() {
        return List.copyOf(channels.keySet());
    }

    /** The channel that went wrong first, up to an instant, else the first that has packets. */
    public Optional<Key> mostTelling(long nanos) {
        return wentWrong.entrySet().stream().filter(entry -> entry.getValue() <= nanos).map(Map.Entry::getKey)
                .findFirst().or(() -> channels.keySet().stream().findFirst());
    }

    /** A channel's packets up to an instant, in the order in which they were read. */
    public List<PacketRead> upTo(Key channel, long nanos) {
        List<PacketRead> packets = channels.getOrDefault(channel, List.of());
        int low = 0;
        int high = packets.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (packets.get(middle).nanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return List.copyOf(packets.subList(0, low));
    }
}
