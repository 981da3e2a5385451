package dev.lockstep.engine.channel;

import java.io.IOException;

/** The dump thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class BinlogSender {
    private final BinlogSource source;
    private final DumpSession session;
    private final DumpRequest request;
    private final DumpThreads threads;

    /** For one dump command. */
    public BinlogSender(BinlogSource source, DumpSession session, DumpRequest request, DumpThreads threads) {
        this.source = source;
        this.session = session;
        this.request = request;
        this.threads = threads;
    }

    /** Sends until the replica goes away, the session is killed, or, if the request does not block, the binlog ends. */
    public void run() throws IOException {
        throw new UnsupportedOperationException(source + " " + session + request + threads.hashCode());
    }

    /** Ends the sender from another thread: closes its connection. */
    public void kill() {
        session.link().close();
    }
}
