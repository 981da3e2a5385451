package dev.lockstep.engine.semisync.replica;

import dev.lockstep.engine.binlog.BinlogPosition;

/**
 * The hooks as the plugin has them (semisync.md E.2): MySQL up to 8.0, MariaDB up to 10.2, and with other words up to
 * 10.6.16. Both its flags are globals of the process.
 */
final class PluginStream extends SemiSyncStream {
    private final Flag reply;
    private final Belief wantedReply;
    private final Belief noReply;

    PluginStream(SemiSyncReplica replica, String channel, Flag strip, Flag reply) {
        super(replica, channel, strip);
        this.reply = reply;
        wantedReply = reply.of(true, channel, AFTER_READ_EVENT);
        noReply = reply.of(false, channel, AFTER_READ_EVENT);
    }

    @Override
    public void receiverStarts(String source, BinlogPosition from) {
        boolean semiSync = replica().enabled();
        noteStart(source, from, semiSync);
        if (semiSync && !on()) {
            strip(true, THREAD_START);
        }
    }

    @Override
    public void reconnects(String source, BinlogPosition from) {
        // the plugin has no such hook: before_request_transmit follows
    }

    @Override
    public boolean wanted() {
        return replica().enabled();
    }

    @Override
    public void requestFailed() {
        // the belief stays what it was
    }

    @Override
    public void sourceHasItOff() {
        // the source puts headers in front of its events all the same, bug #80122
    }

    @Override
    public void sourceAgreed() {
        strip(true, REQUEST_TRANSMIT);
    }

    @Override
    void headerLeft() {
        // semi_sync_need_reply stays what it was
    }

    @Override
    void headerStripped(boolean replyWanted) {
        Belief now = replyWanted ? wantedReply : noReply;
        Belief before = reply.write(now);
        if (before.value() != replyWanted || !before.writer().equals(channel())) {
            replica().tellWritten(reply, replyWanted, channel(), AFTER_READ_EVENT);
        }
    }

    @Override
    public boolean replyDue() {
        return on() && reply.value();
    }

    @Override
    public void replyFailed(String why) {
        log().error("Semi-sync slave net_flush() reply failed");
    }

    @Override
    public boolean receiverStops(Runnable killDumpThread) {
        if (on()) {
            strip(false, THREAD_STOP);
        }
        return true;
    }
}
