package dev.lockstep.engine.lab;

import dev.lockstep.engine.lab.spec.LoadSpec;
import dev.lockstep.engine.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The clients that write. Methods may be called from any thread. */
public final class Load {
    private static final long END_NANOS = 5_000_000_000L;
    private static final int SETUP_TIMEOUT_MILLIS = 60_000;

    private final Lab lab;
    private final Object monitor = new Object();
    private final AtomicLong rowNumbers = new AtomicLong();
    private final LongAdder commits = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final RateMeter rate = new RateMeter();
    private final RecentLatency latency = new RecentLatency();
    private volatile String lastError = "";
    private volatile LoadSpec spec;
    private boolean setUp;
    private volatile @Nullable Crew crew;

    /** The clients of one period of being on. */
    private record Crew(List<LoadClient> clients) {}

    Load(Lab lab, LoadSpec spec) {
        this.lab = lab;
        this.spec = spec;
    }

    /** Its present settings. */
    public LoadSpec spec() {
        return spec;
    }

    /** Whether it is switched on. */
    public boolean on() {
        return crew != null;
    }

    /** Starts the clients: setup first, if it has not been run. Returns when they run; nothing happens if it is on. */
    public void switchOn() throws LabException {
        synchronized (monitor) {
            if (crew != null) {
                return;
            }
            LabNode node = lab.node(spec.node())
                    .orElseThrow(() -> new LabException("the load's node " + spec.node() + " is not in the lab"));
            setUp(node);
            List<LoadClient> clients = new ArrayList<>();
            for (int i = 1; i <= spec.clients(); i++) {
                clients.add(new LoadClient(lab, this, node, i));
            }
            lab.emit(new TraceEvent.LoadChanged(lab.nanos(), spec.node(), true, spec.clients()));
            crew = new Crew(clients);
            clients.forEach(LoadClient::start);
        }
    }

    private void setUp(LabNode node) throws LabException {
        for (String sql : setUp ? List.<String>of() : spec.setup()) {
            if (node.query("load", sql, SETUP_TIMEOUT_MILLIS) instanceof SqlOutcome.Refused refused) {
                throw new LabException("setup of the load failed: " + refused.message());
            }
        }
        setUp = true;
    }

    /** Stops them; each ends with the statement that it has sent. After five seconds it is disconnected. */
    public void switchOff() {
        Crew ending;
        synchronized (monitor) {
            ending = crew;
            crew = null;
        }
        if (ending == null) {
            return;
        }
        lab.emit(new TraceEvent.LoadChanged(lab.nanos(), spec.node(), false, 0));
        ending.clients().forEach(LoadClient::askToEnd);
        long deadline = lab.nanos() + END_NANOS;
        for (LoadClient client : ending.clients()) {
            client.end(deadline - lab.nanos());
        }
    }

    /** Changes clients and rate, while it runs, too. */
    public void change(int clients, int ratePerSecond) throws LabException {
        if (clients < 1 || ratePerSecond < 0) {
            throw new IllegalArgumentException(clients + " clients, " + ratePerSecond + " a second");
        }
        boolean otherClients = clients != spec.clients();
        spec = spec.with(clients, ratePerSecond);
        if (otherClients && on()) {
            switchOff();
            switchOn();
        }
    }

    /** Commits that were answered with OK since the lab began. */
    public long commits() {
        return commits.sum();
    }

    /** Statements that failed since the lab began. */
    public long errors() {
        return errors.sum();
    }

    /** Text of the last failure, empty if there was none. */
    public String lastError() {
        return lastError;
    }

    /** Commits a second, over the last full second. */
    public double commitsPerSecond() {
        return rate.perSecond(lab.nanos());
    }

    /** How long clients waited for their commits during the last seconds, in microseconds. A copy. */
    public Histogram recentLatencyMicros() {
        return latency.recent(lab.nanos());
    }

    long nextNumber() {
        return rowNumbers.incrementAndGet();
    }

    void committed(long nanos, long tookNanos) {
        commits.increment();
        rate.record(nanos);
        latency.record(nanos, tookNanos / 1000);
    }

    void failed(String error) {
        errors.increment();
        lastError = error;
    }
}
