package dev.lockstep.app.sample;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.ChannelThread;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.trace.TraceTimeline;
import dev.lockstep.engine.wire.Blob;
import java.util.HexFormat;

/**
 * MDEV-3793 as a recording: slave {@code s} follows {@code m1}, whose stream carries headers, and {@code m2}, whose stream
 * does not. First all is well with channel a; then channel b comes, and each stream is read with the belief of the other.
 * The packets are those of semisync.md A.5 and E.4.
 */
public final class MisreadTrace {
    /** When channel b starts. */
    public static final long TROUBLE_NANOS = 2_000_000_000L;
    private static final String FLAG = "rpl_semi_sync_slave_status";
    private static final String ROTATE = "00000000" + "04" + "d9270000" + "2f000000" + "00000000" + "2000"
            + "0400000000000000" + "6d7973716c2d62696e2e303030303334" + "d53fead7";
    private static final String XID = "17d0375a" + "10" + "d9270000" + "1f000000" + "4a050000" + "0000"
            + "b401000000000000" + "01020304";

    private final TraceLog log = new TraceLog();
    private long nanos;
    private long packets;

    /** Tells all of it. */
    public MisreadTrace() {
        node("m1", 10201, 43_001);
        node("m2", 10202, 43_002);
        node("s", 10203, 43_003);
        channel("a", 43_001, 10);
        log.emit(new TraceEvent.FlagWritten(tick(), "s", "a", "thread_start", FLAG, true, true));
        log.emit(new TraceEvent.ChannelSemiSync(tick(), "s", "a", true));
        log.emit(new TraceEvent.StreamHeaders(tick(), "s", "a", true));
        packet("a", "00ef00" + ROTATE, true, true, 2, 4, 0, "");
        for (int i = 0; i < 40; i++) {
            nanos += 40_000_000;
            packet("a", "00ef01" + XID, true, true, 2, 324 + 31L * i, 0, "");
            log.emit(new TraceEvent.EventReceived(tick(), "s", "a", 16, new BinlogPosition("bin.000034", 1354 + i), 31,
                    true));
        }
        nanos = TROUBLE_NANOS;
        channel("b", 43_002, 11);
        log.emit(new TraceEvent.StreamHeaders(tick(), "s", "b", false));
        log.emit(new TraceEvent.ChannelSemiSync(tick(), "s", "b", true));
        String missing = "Fatal error: Failed to run 'after_read_event' hook";
        packet("b", "00" + ROTATE, false, true, 0, -1, 1593, missing);
        thread("b", ChannelThread.RECEIVER, State.NO, 1593, missing);
        log.emit(new TraceEvent.FlagWritten(tick(), "s", "b", "thread_stop", FLAG, false, true));
        log.emit(new TraceEvent.ChannelSemiSync(tick(), "s", "a", false));
        log.emit(new TraceEvent.ChannelSemiSync(tick(), "s", "b", false));
        misread("a", "00ef01" + XID, "b", "thread_stop", 1564);
        thread("a", ChannelThread.APPLIER, State.NO, 1594,
                "Relay log read failure: Could not parse relay log event entry.");
    }

    private void node(String name, long serverId, int port) {
        log.emit(new TraceEvent.NodeStarted(tick(), name, "mariadb-10.0", serverId, "127.0.0.1", port));
    }

    private void channel(String channel, int port, int thread) {
        log.emit(new TraceEvent.ChannelConfigured(tick(), "s", channel, "127.0.0.1", port));
        thread(channel, ChannelThread.RECEIVER, State.CONNECTING, 0, "");
        thread(channel, ChannelThread.APPLIER, State.YES, 0, "");
        String source = port == 43_001 ? "m1" : "m2";
        log.emit(new TraceEvent.DumpRequested(tick(), source, thread, 10203, new BinlogPosition("bin.000034", 4),
                port == 43_001));
        log.emit(new TraceEvent.DumpStarted(tick(), source, thread, 10203));
        thread(channel, ChannelThread.RECEIVER, State.YES, 0, "");
    }

    private void thread(String channel, ChannelThread which, State state, int errno, String error) {
        log.emit(new TraceEvent.ChannelThreadChanged(tick(), "s", channel, which, state, errno, error));
    }

    private void packet(String channel, String hex, boolean carried, boolean believed, int stripped, long queued,
            int errno, String error) {
        Blob head = Blob.of(HexFormat.of().parseHex(hex));
        BinlogPosition at = queued < 0 ? null : new BinlogPosition("relay-bin-" + channel + ".000002", queued);
        log.emit(new TraceEvent.PacketRead(tick(), "s", channel, ++packets, head, head.size(), carried, believed, FLAG,
                "a", "thread_start", stripped, at, errno, error));
    }

    private void misread(String channel, String hex, String writer, String hook, long queued) {
        Blob head = Blob.of(HexFormat.of().parseHex(hex));
        log.emit(new TraceEvent.PacketRead(tick(), "s", channel, ++packets, head, head.size(), true, false, FLAG,
                writer, hook, 0, new BinlogPosition("relay-bin-" + channel + ".000002", queued), 0, ""));
    }

    private long tick() {
        nanos += 100_000;
        return nanos;
    }

    /** The recording. */
    public TraceLog log() {
        return log;
    }

    /** Its end. */
    public long endNanos() {
        return nanos + 100_000;
    }

    /** The state at an instant. */
    public LabState state(long at) {
        return new TraceTimeline(log).at(at);
    }
}
