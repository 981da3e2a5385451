package dev.lockstep.engine.binlog.gtid;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set of MySQL's transactions, as in {@code gtid_executed}. Immutable. Binary form as in COM_BINLOG_DUMP_GTID and the
 * previous-GTIDs event (semisync.md A.2), text form {@code sid:1-5:7,sid:1}.
 */
public final class GtidSet {
    /** No transactions. */
    public static final GtidSet EMPTY = new GtidSet(new TreeMap<>(GtidSet::compareSids));

    private static final Pattern PART = Pattern
            .compile("([0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12})((?::\\d+(?:-\\d+)?)+)");
    private static final int SID_BYTES = 24;
    private static final int INTERVAL_BYTES = 16;

    private final NavigableMap<UUID, Intervals> servers;

    private GtidSet(NavigableMap<UUID, Intervals> servers) {
        this.servers = servers;
    }

    /** The set of one transaction. */
    public static GtidSet of(Gtid gtid) {
        return EMPTY.with(gtid.sid(), Intervals.of(gtid.number(), gtid.number() + 1));
    }

    /** Reads the text form, white space and letter case ignored; the empty text is the empty set. */
    public static GtidSet parse(String text) {
        GtidSet set = EMPTY;
        for (String part : text.replaceAll("\\s", "").split(",")) {
            if (!part.isEmpty()) {
                set = set.union(parsePart(part));
            }
        }
        return set;
    }

    private static GtidSet parsePart(String part) {
        Matcher matcher = PART.matcher(part);
        if (!matcher.matches()) {
            throw new GtidFormatException(part, "a GTID set such as 3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5");
        }
        String hex = matcher.group(1).replace("-", "");
        UUID sid = new UUID(Long.parseUnsignedLong(hex.substring(0, 16), 16),
                Long.parseUnsignedLong(hex.substring(16), 16));
        Intervals intervals = Intervals.NONE;
        for (String interval : matcher.group(2).substring(1).split(":")) {
            intervals = intervals.union(parseInterval(interval));
        }
        return EMPTY.with(sid, intervals);
    }

    private static Intervals parseInterval(String text) {
        int dash = text.indexOf('-');
        try {
            long start = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
            long last = dash < 0 ? start : Long.parseLong(text.substring(dash + 1));
            if (start < 1 || last == Long.MAX_VALUE) {
                throw new GtidFormatException(text, "an interval of numbers from 1 on");
            }
            return Intervals.of(start, last + 1);
        } catch (NumberFormatException e) {
            GtidFormatException typed = new GtidFormatException(text, "an interval of 64-bit numbers");
            typed.initCause(e);
            throw typed;
        }
    }

    /** Reads the binary form; empty, unsorted or overlapping intervals are malformed. */
    public static GtidSet read(ByteReader in) {
        NavigableMap<UUID, Intervals> servers = new TreeMap<>(GtidSet::compareSids);
        long count = count(in, SID_BYTES, "servers");
        for (long i = 0; i < count; i++) {
            UUID sid = Gtid.readSid(in);
            Intervals intervals = readIntervals(in);
            if (!intervals.isEmpty() && servers.put(sid, intervals) != null) {
                throw new MalformedBytesException("server " + sid + " twice in a GTID set", in.position());
            }
        }
        return new GtidSet(servers);
    }

    private static Intervals readIntervals(ByteReader in) {
        long count = count(in, INTERVAL_BYTES, "intervals");
        List<Intervals> all = new ArrayList<>();
        long before = 0;
        for (long i = 0; i < count; i++) {
            long start = in.u64();
            long end = in.u64();
            if (start <= before || end <= start) {
                throw new MalformedBytesException("interval " + start + " to " + end + " after " + before,
                        in.position() - INTERVAL_BYTES);
            }
            all.add(Intervals.of(start, end));
            before = end;
        }
        return unionAll(all);
    }

    private static Intervals unionAll(List<Intervals> all) {
        if (all.size() <= 1) {
            return all.isEmpty() ? Intervals.NONE : all.getFirst();
        }
        int half = all.size() / 2;
        return unionAll(all.subList(0, half)).union(unionAll(all.subList(half, all.size())));
    }

    private static long count(ByteReader in, int entryBytes, String what) {
        long count = in.u64();
        if (count < 0 || count > in.remaining() / entryBytes) {
            throw new MalformedBytesException(
                    Long.toUnsignedString(count) + " " + what + " in " + in.remaining() + " bytes", in.position() - 8);
        }
        return count;
    }

    /** Appends the binary form. */
    public void writeTo(ByteWriter out) {
        out.u64(servers.size());
        servers.forEach((sid, intervals) -> {
            Gtid.writeSid(sid, out);
            out.u64(intervals.count());
            for (int i = 0; i < intervals.count(); i++) {
                out.u64(intervals.start(i)).u64(intervals.end(i));
            }
        });
    }

    /** The binary form. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter();
        writeTo(out);
        return out.toBytes();
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return servers.isEmpty();
    }

    /** Number of transactions. */
    public long size() {
        return servers.values().stream().mapToLong(Intervals::size).sum();
    }

    /** Whether the transaction is in it. */
    public boolean contains(Gtid gtid) {
        return servers.getOrDefault(gtid.sid(), Intervals.NONE).contains(gtid.number());
    }

    /** Whether all of {@code other} is in it. */
    public boolean contains(GtidSet other) {
        return other.subtract(this).isEmpty();
    }

    /** The highest number of that server, 0 if there is none. */
    public long last(UUID sid) {
        Intervals intervals = servers.getOrDefault(sid, Intervals.NONE);
        return intervals.isEmpty() ? 0 : intervals.end(intervals.count() - 1) - 1;
    }

    /** The lowest number of that server that is not in the set: what a server gives its next transaction. */
    public long nextFree(UUID sid) {
        Intervals intervals = servers.getOrDefault(sid, Intervals.NONE);
        return intervals.isEmpty() || intervals.start(0) > 1 ? 1 : intervals.end(0);
    }

    /** With one transaction more. */
    public GtidSet plus(Gtid gtid) {
        return contains(gtid) ? this : union(of(gtid));
    }

    /** All that is in either. */
    public GtidSet union(GtidSet other) {
        GtidSet result = this;
        for (Map.Entry<UUID, Intervals> entry : other.servers.entrySet()) {
            Intervals mine = servers.getOrDefault(entry.getKey(), Intervals.NONE);
            result = result.with(entry.getKey(), mine.union(entry.getValue()));
        }
        return result;
    }

    /** All that is in this and not in {@code other}. */
    public GtidSet subtract(GtidSet other) {
        GtidSet result = this;
        for (Map.Entry<UUID, Intervals> entry : servers.entrySet()) {
            Intervals theirs = other.servers.getOrDefault(entry.getKey(), Intervals.NONE);
            result = result.with(entry.getKey(), entry.getValue().subtract(theirs));
        }
        return result;
    }

    private GtidSet with(UUID sid, Intervals intervals) {
        if (intervals.equals(servers.getOrDefault(sid, Intervals.NONE))) {
            return this;
        }
        NavigableMap<UUID, Intervals> copy = new TreeMap<>(servers);
        if (intervals.isEmpty()) {
            copy.remove(sid);
        } else {
            copy.put(sid, intervals);
        }
        return new GtidSet(Collections.unmodifiableNavigableMap(copy));
    }

    private static int compareSids(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GtidSet set && servers.equals(set.servers);
    }

    @Override
    public int hashCode() {
        return servers.hashCode();
    }

    /** The text form as the server prints it: servers sorted, each on its own line after the first. */
    @Override
    public String toString() {
        return servers.entrySet().stream().map(entry -> entry.getKey() + entry.getValue().toString())
                .collect(Collectors.joining(",\n"));
    }
}
