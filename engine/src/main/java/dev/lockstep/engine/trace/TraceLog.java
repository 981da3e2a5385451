package dev.lockstep.engine.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The recording of a lab: append-only, bounded, readable at any time from any thread. What is over the limits is dropped
 * from the front, never from the middle.
 */
public final class TraceLog implements TraceSink {
    private static final int EVENTS_PER_CHUNK = 1024;
    /** Default limits: about 256 MB of lock rows and 3 million events. */
    private static final int DEFAULT_LOCK_CHUNKS = 16 * 1024;
    private static final int DEFAULT_EVENT_CHUNKS = 3 * 1024;

    private final int maxLockChunks;
    private final int maxEventChunks;
    private volatile boolean recording = true;
    private volatile boolean ended;

    private final CopyOnWriteArrayList<ThreadTrack> tracks = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<LockName> locks = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<String> sites = new CopyOnWriteArrayList<>(List.of(""));
    private final Map<String, Integer> siteNumbers = new ConcurrentHashMap<>();
    private final AtomicInteger threadNumbers = new AtomicInteger();
    private final ArrayDeque<Chunk> lockChunks = new ArrayDeque<>();

    /** Held by writers only: who reads sees what was written before {@link #eventEnd}, and copes with chunks that are gone. */
    private final Object eventMonitor = new Object();
    private @Nullable EventChunk[] eventChunks = new EventChunk[16];
    private volatile long eventEnd;
    private volatile long eventBegin;
    private long lastNanos;

    private record Chunk(ThreadTrack track, int number) {}

    private static final class EventChunk {
        final @Nullable TraceEvent[] events = new TraceEvent[EVENTS_PER_CHUNK];
        final long[] nanos = new long[EVENTS_PER_CHUNK];
    }

    /** A log with the default limits. */
    public TraceLog() {
        this(DEFAULT_LOCK_CHUNKS, DEFAULT_EVENT_CHUNKS);
    }

    /** A log with own limits, in chunks of 1024 rows or events. */
    public TraceLog(int maxLockChunks, int maxEventChunks) {
        this.maxLockChunks = maxLockChunks;
        this.maxEventChunks = maxEventChunks;
    }

    /** Whether anything is written down; switched off where nobody looks at it, and to measure what it costs. */
    @Override
    public boolean recording() {
        return recording;
    }

    /** Stops recording: events and lock rows that happen from now on are lost, but for lines of error logs. */
    public void pauseRecording() {
        recording = false;
    }

    /** Stops recording for good: nobody will ever look at this lab. */
    public void endRecording() {
        ended = true;
        recording = false;
    }

    /** Whether recording has stopped for good. */
    public boolean ended() {
        return ended;
    }

    /** Goes on recording. */
    public void resumeRecording() {
        if (ended) {
            throw new IllegalStateException("recording has ended");
        }
        recording = true;
    }

    /** Registers a thread; the caller hands the track to that thread only. */
    public ThreadTrack thread(String node, String name, long nanos) {
        int id = threadNumbers.incrementAndGet();
        if (id > ThreadTrack.MAX_NUMBER) {
            throw new IllegalStateException("more than " + ThreadTrack.MAX_NUMBER + " threads in one recording");
        }
        ThreadTrack track = new ThreadTrack(this, id, node, name, nanos);
        tracks.add(track);
        return track;
    }

    /** Registers a lock. Two locks of a node may have the same name: they are two lanes. */
    public LockName lock(String node, String name) {
        synchronized (locks) {
            LockName lock = new LockName(locks.size(), node, name);
            if (lock.id() > ThreadTrack.MAX_NUMBER) {
                throw new IllegalStateException("more than " + ThreadTrack.MAX_NUMBER + " locks in one recording");
            }
            locks.add(lock);
            return lock;
        }
    }

    /** Number of a site text, such as {@code add_slave}. */
    public int site(String text) {
        Integer known = siteNumbers.get(text);
        if (known != null) {
            return known;
        }
        synchronized (sites) {
            return siteNumbers.computeIfAbsent(text, t -> {
                sites.add(t);
                return sites.size() - 1;
            });
        }
    }

    /** Text of a site number. */
    public String siteText(int number) {
        return number < sites.size() ? sites.get(number) : "";
    }

    /** All locks, by number. */
    public List<LockName> locks() {
        return locks;
    }

    /** All threads, in the order in which they began. */
    public List<ThreadTrack> threads() {
        return tracks;
    }

    void chunkAllocated(ThreadTrack track, int number) {
        synchronized (lockChunks) {
            lockChunks.addLast(new Chunk(track, number));
            for (int tries = lockChunks.size(); lockChunks.size() > maxLockChunks && tries > 0; tries--) {
                Chunk oldest = lockChunks.removeFirst();
                if (!oldest.track().drop(oldest.number())) {
                    lockChunks.addLast(oldest);
                }
            }
        }
    }

    @Override
    public void emit(TraceEvent event) {
        if (!recording && !(event instanceof TraceEvent.LogLine)) {
            return;
        }
        synchronized (eventMonitor) {
            int chunk = (int) (eventEnd / EVENTS_PER_CHUNK);
            int at = (int) (eventEnd % EVENTS_PER_CHUNK);
            if (at == 0) {
                openEventChunk(chunk);
            }
            EventChunk events = eventChunks[chunk];
            if (events == null) {
                throw new IllegalStateException("event chunk " + chunk + " is gone");
            }
            lastNanos = Math.max(lastNanos, event.nanos());
            events.events[at] = event;
            events.nanos[at] = lastNanos;
            eventEnd++;
        }
    }

    private void openEventChunk(int chunk) {
        if (chunk == eventChunks.length) {
            eventChunks = Arrays.copyOf(eventChunks, chunk * 2);
        }
        eventChunks[chunk] = new EventChunk();
        int oldest = (int) (eventBegin / EVENTS_PER_CHUNK);
        while (chunk - oldest >= maxEventChunks) {
            eventChunks[oldest++] = null;
            eventBegin = (long) oldest * EVENTS_PER_CHUNK;
        }
    }

    /** Index of the first event that is still there. */
    public long eventBegin() {
        return eventBegin;
    }

    /** Behind the last event. */
    public long eventEnd() {
        return eventEnd;
    }

    /** The event of an index; null if it has been dropped. */
    public @Nullable TraceEvent event(long index) {
        EventChunk chunk = index < eventBegin || index >= eventEnd
                ? null
                : eventChunks[(int) (index / EVENTS_PER_CHUNK)];
        return chunk == null ? null : chunk.events[(int) (index % EVENTS_PER_CHUNK)];
    }

    /** Events from index {@code from} (included) to {@code to} (excluded) that are still there, in order. */
    public List<TraceEvent> events(long from, long to) {
        long first = Math.max(from, eventBegin);
        long last = Math.min(to, eventEnd);
        @Nullable
        EventChunk[] chunks = eventChunks;
        List<TraceEvent> found = new ArrayList<>((int) Math.max(0, last - first));
        for (long i = first; i < last; i++) {
            EventChunk chunk = chunks[(int) (i / EVENTS_PER_CHUNK)];
            TraceEvent event = chunk == null ? null : chunk.events[(int) (i % EVENTS_PER_CHUNK)];
            if (event != null) {
                found.add(event);
            }
        }
        return found;
    }

    /**
     * Index of the first event later than a time: the events up to that time are those below it. Times are those at which
     * events reached the log, which never run backwards.
     */
    public long firstEventAfter(long nanos) {
        long low = eventBegin;
        long high = eventEnd;
        @Nullable
        EventChunk[] chunks = eventChunks;
        while (low < high) {
            long middle = (low + high) >>> 1;
            EventChunk chunk = chunks[(int) (middle / EVENTS_PER_CHUNK)];
            if (chunk != null && chunk.nanos[(int) (middle % EVENTS_PER_CHUNK)] > nanos) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The threads of a node by number, for look-ups in views. */
    public Map<Integer, ThreadTrack> threadsByNumber() {
        Map<Integer, ThreadTrack> byNumber = new HashMap<>();
        for (ThreadTrack track : tracks) {
            byNumber.put(track.id(), track);
        }
        return byNumber;
    }
}
