package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.LogLine;
import dev.lockstep.engine.trace.TraceSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Faults around one node, over all its lives. */
final class LiveFaults implements Faults {
    private static final Pattern LOG = Pattern.compile("(.+)\\.\\d{6,18}");
    private static final String RELAY_BASE = "relay-bin";
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** How far before the end of a write its byte is flipped: in the last event's body, before its checksum. */
    private static final int FLIP_BEFORE_END = 6;

    private final String node;
    private final Clock clock;
    private final TraceSink trace;
    private final Durability durability = new Durability();
    /** Held for reading while a file is changed, for writing while a crash changes them. */
    private final ReentrantReadWriteLock crash = new ReentrantReadWriteLock();
    private final Map<String, LinkConditions> lines = new ConcurrentHashMap<>();
    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final Map<Fault, String> frozen = new ConcurrentHashMap<>();
    private volatile long clockJumpMicros;
    private volatile @Nullable LiveWorld world;

    LiveFaults(String node, Clock clock, TraceSink trace) {
        this.node = node;
        this.clock = clock;
        this.trace = trace;
    }

    void inhabited(LiveWorld by) {
        world = by;
    }

    // --- set and heal

    @Override
    public void set(String owner, Fault.OfLink fault) throws FaultRefusedException {
        LinkConditions line = line(owner);
        synchronized (this) {
            begin(owner, fault);
        }
        try {
            line.set(fault);
        } catch (FaultRefusedException e) {
            end(owner, fault, String.valueOf(e.getMessage()));
            throw e;
        }
        if (fault instanceof Fault.Cut) {
            end(owner, fault, "the connection that there was is cut");
        }
    }

    @Override
    public synchronized void set(Fault.OfNode fault) throws FaultRefusedException {
        if (fault instanceof Fault.FrozenThread) {
            throw new FaultRefusedException("which thread is to be frozen?");
        }
        begin("", fault);
        if (fault instanceof Fault.ClockJump jump) {
            jumped(jump.millis());
        }
    }

    @Override
    public synchronized void freeze(Fault.FrozenThread fault, String thread) throws FaultRefusedException {
        LiveWorld in = world;
        if (in == null || in.killed() || in.threads().freeze(thread) == 0) {
            throw new FaultRefusedException(node + " has no thread \"" + thread + "\" just now that could be frozen");
        }
        frozen.put(fault, thread);
        begin("", fault);
    }

    private void begin(String owner, Fault fault) {
        active.removeIf(other -> same(other, owner, fault));
        active.add(new Active(owner, fault));
        trace.emit(new TraceEvent.FaultSet(clock.nanos(), node, owner, fault));
    }

    private static boolean same(Active other, String owner, Fault fault) {
        return other.owner().equals(owner) && other.fault().name().equals(fault.name())
                && other.fault().which().equals(fault.which());
    }

    private boolean end(String owner, Fault fault, String reason) {
        boolean was = active.removeIf(other -> other.owner().equals(owner) && other.fault().equals(fault));
        if (was) {
            trace.emit(new TraceEvent.FaultHealed(clock.nanos(), node, owner, fault, reason));
        }
        return was;
    }

    @Override
    public int healLink(String owner, Predicate<Fault> which) {
        return healLink(owner, which, "");
    }

    private int healLink(String owner, Predicate<Fault> which, String reason) {
        int count = 0;
        for (Active one : active) {
            if (one.owner().equals(owner) && one.fault() instanceof Fault.OfLink fault && which.test(fault)
                    && end(owner, fault, reason)) {
                line(owner).heal(fault);
                count++;
            }
        }
        return count;
    }

    @Override
    public int healNode(Predicate<Fault> which) {
        return healNode(which, "");
    }

    private int healNode(Predicate<Fault> which, String reason) {
        int count = 0;
        for (Active one : active) {
            if (one.fault() instanceof Fault.OfNode fault && which.test(fault) && end("", fault, reason)) {
                mend(fault);
                count++;
            }
        }
        return count;
    }

    private void mend(Fault.OfNode fault) {
        if (fault instanceof Fault.ClockJump) {
            jumped(0);
        } else if (fault instanceof Fault.FrozenThread) {
            String thread = frozen.remove(fault);
            LiveWorld in = world;
            if (thread != null && in != null) {
                in.threads().thaw(thread);
            }
        }
    }

    private void jumped(long millis) {
        clockJumpMicros = millis * 1_000;
        LiveWorld in = world;
        if (in != null) {
            in.threads().unparkAll();
        }
    }

    @Override
    public List<Active> active() {
        return List.copyOf(active);
    }

    // --- what the world asks

    LinkConditions line(String owner) {
        return lines.computeIfAbsent(owner, name -> new LinkConditions(
                why -> {
                    int ended = healLink(name,
                            fault -> fault instanceof Fault.LostAck || fault instanceof Fault.SplitAck, why);
                    if (ended > 0) {
                        trace.emit(new LogLine(clock.nanos(), node, LogLine.Level.WARNING, "Fault of the lab: " + why));
                    }
                },
                () -> healLink(name, fault -> fault instanceof Fault.LostAck, "the ACK is lost")));
    }

    long clockJumpMicros() {
        return clockJumpMicros;
    }

    Durability durability() {
        return durability;
    }

    ReentrantReadWriteLock.ReadLock changing() {
        return crash.readLock();
    }

    long syncDelayNanos(String file) {
        for (Active one : active) {
            if (one.fault() instanceof Fault.SlowSync slow && covers(slow.files(), file)) {
                return slow.delayMillis() * NANOS_PER_MILLI;
            }
        }
        return 0;
    }

    boolean syncFails(String file) {
        for (Active one : active) {
            if (one.fault() instanceof Fault.FailingSync failing && covers(failing.files(), file)) {
                return true;
            }
        }
        return false;
    }

    /** What gets to disk of what is written. */
    byte[] onDisk(String file, byte[] source, int offset, int length, long position) {
        for (Active one : active) {
            if (one.fault() instanceof Fault.FlippedByte flip && position > 0 && length > FLIP_BEFORE_END
                    && LOG.matcher(file).matches() && covers(flip.files(), file)) {
                int at = length - FLIP_BEFORE_END;
                byte[] bytes = source.clone();
                bytes[offset + at] ^= 0x10;
                healNode(flip::equals, "byte " + (position + at) + " of " + file + " is another one");
                return bytes;
            }
        }
        return source;
    }

    private static boolean covers(Fault.Files files, String name) {
        boolean relay = name.startsWith(RELAY_BASE);
        return switch (files) {
            case ALL -> true;
            case RELAY_LOG -> relay;
            case BINLOG -> !relay && (LOG.matcher(name).matches() || name.endsWith(".index"));
        };
    }

    // --- crashes

    /** A world was killed: its machine goes on, unless a torn write waits for this moment. */
    void crashed(LiveWorld dead) {
        healNode(fault -> fault instanceof Fault.FrozenThread, "the thread is gone");
        List<Fault.TornWrite> torn = new ArrayList<>();
        active.forEach(one -> {
            if (one.fault() instanceof Fault.TornWrite write) {
                torn.add(write);
            }
        });
        for (Fault.TornWrite write : torn) {
            healNode(write::equals, described("torn", "nothing was waiting to be made durable", crashed(
                    () -> durability.tear(name -> LOG.matcher(name).matches() && covers(write.files(), name)))));
        }
        world = world == dead ? null : world;
    }

    /** The machine's power is gone. */
    void lostPower() {
        String text = described("forgotten", "all that had been written was durable", crashed(durability::losePower));
        trace.emit(new LogLine(clock.nanos(), node, LogLine.Level.NOTE, "The machine lost power: " + text));
    }

    private interface Change {
        List<Durability.Loss> run() throws IOException;
    }

    private List<Durability.Loss> crashed(Change change) {
        crash.writeLock().lock();
        try {
            return change.run();
        } catch (IOException e) {
            throw new IllegalStateException("what a crash leaves of " + node + "'s files cannot be brought about", e);
        } finally {
            crash.writeLock().unlock();
        }
    }

    private static String described(String what, String nothing, List<Durability.Loss> losses) {
        return losses.isEmpty()
                ? nothing
                : losses.stream().map(loss -> loss.file() + " has " + loss.size() + " bytes, " + loss.lost() + " are "
                        + what).collect(Collectors.joining("; "));
    }
}
