package dev.lockstep.engine.semisync.replica;

import dev.lockstep.engine.binlog.BinlogPosition;

/**
 * The hooks as MariaDB has them since semi-sync is part of the server and MDEV-32551 (10.6.17, 10.11.7 to 11.8; semisync.md
 * E.7): whether to reply is known to each connection. Whether to strip lies in a flag of the only
 * {@code Repl_semi_sync_slave}, or, with MDEV-32947, in one of the channel (semisync.md E.6).
 */
final class BuiltInStream extends SemiSyncStream {
    /** {@code Master_info::semi_ack}: of the event at hand. */
    private boolean replyWanted;
    private final Flag replyEnabled = new Flag("Master_info::semi_sync_reply_enabled", Flag.Reach.OWN);

    BuiltInStream(SemiSyncReplica replica, String channel, Flag strip) {
        super(replica, channel, strip);
    }

    @Override
    public void receiverStarts(String source, BinlogPosition from) {
        start(source, from, THREAD_START);
    }

    @Override
    public void reconnects(String source, BinlogPosition from) {
        if (replica().enabled() || on()) {
            start(source, from, RECONNECT);
        }
    }

    private void start(String source, BinlogPosition from, String hook) {
        boolean semiSync = replica().enabled();
        strip(semiSync, hook);
        replyEnabled(false, hook);
        noteStart(source, from, semiSync);
    }

    private void replyEnabled(boolean value, String hook) {
        boolean before = replyEnabled.write(replyEnabled.of(value, channel(), hook)).value();
        if (before != value) {
            replica().tellWritten(replyEnabled, value, channel(), hook);
        }
    }

    @Override
    public boolean wanted() {
        return on();
    }

    @Override
    public void requestFailed() {
        strip(false, REQUEST_TRANSMIT);
    }

    @Override
    public void sourceHasItOff() {
        log()
                .note("Slave has semi-sync enabled but master server does not. Semi-sync will be activated when "
                        + "master enables it");
    }

    @Override
    public void sourceAgreed() {
        replyEnabled(true, REQUEST_TRANSMIT);
    }

    @Override
    void headerLeft() {
        replyWanted = false;
    }

    @Override
    void headerStripped(boolean wanted) {
        replyWanted = wanted;
    }

    @Override
    public boolean replyDue() {
        return replyWanted && replyEnabled.value();
    }

    @Override
    public void replyFailed(String why) {
        log()
                .error("Master server does not read semi-sync messages last_error: " + why
                        + ". Fallback to asynchronous replication");
        replyEnabled(false, AFTER_QUEUE_EVENT);
    }

    @Override
    public boolean receiverStops(Runnable killDumpThread) {
        boolean semiSync = on();
        if (semiSync) {
            killDumpThread.run();
        }
        strip(false, THREAD_STOP);
        return !semiSync;
    }
}
