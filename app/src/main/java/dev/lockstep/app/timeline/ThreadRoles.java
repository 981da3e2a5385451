package dev.lockstep.app.timeline;

import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.NodeState;
import dev.lockstep.engine.trace.ThreadTrack;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceLog;
import java.util.HashMap;
import java.util.Map;

/**
 * Says what a thread is and how its lane is called. Dump threads are told from the events that announce them, since on a
 * real server a dump runs on the thread of an ordinary connection.
 */
final class ThreadRoles {
    private static final String RECEIVER = "Ack_receiver";
    private static final String DUMP = "Binlog Dump";

    private final Map<Integer, Long> dumps = new HashMap<>();
    private final Map<Long, String> nodesByServerId = new HashMap<>();
    private long nextEvent;

    /** Takes in what is new in a log. */
    void advance(TraceLog log, LabState state) {
        for (NodeState node : state.nodes().values()) {
            nodesByServerId.put(node.serverId(), node.name());
        }
        long end = log.eventEnd();
        if (nextEvent < end) {
            for (TraceEvent event : log.events(nextEvent, end)) {
                if (event instanceof TraceEvent.DumpRequested dump) {
                    dumps.put(dump.thread(), dump.replicaServerId());
                }
            }
            nextEvent = end;
        }
    }

    LaneKind kind(ThreadTrack track) {
        if (track.name().contains(RECEIVER)) {
            return LaneKind.ACK_RECEIVER;
        }
        return dumps.containsKey(track.id()) || track.name().startsWith(DUMP) ? LaneKind.DUMP : LaneKind.SESSION;
    }

    /** The lane's label: the server's name of the thread, said for a reader. */
    String label(ThreadTrack track) {
        if (track.name().contains(RECEIVER)) {
            return "Ack receiver";
        }
        Long replica = dumps.get(track.id());
        if (replica != null) {
            return "dump → " + nodesByServerId.getOrDefault(replica, "server " + replica);
        }
        return track.name();
    }
}
