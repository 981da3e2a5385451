package dev.lockstep.engine.binlog.gtid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The last transaction of each domain, as in MariaDB's {@code gtid_slave_pos}: {@code 0-1-100,1-2-30}. Immutable.
 */
public final class MariaDbGtidPosition {
    /** No domain. */
    public static final MariaDbGtidPosition EMPTY = new MariaDbGtidPosition(new TreeMap<>());

    private final NavigableMap<Long, MariaDbGtid> domains;

    private MariaDbGtidPosition(NavigableMap<Long, MariaDbGtid> domains) {
        this.domains = Collections.unmodifiableNavigableMap(domains);
    }

    /** The position of these GTIDs; of two in one domain the later in the list counts. */
    public static MariaDbGtidPosition of(Collection<MariaDbGtid> gtids) {
        NavigableMap<Long, MariaDbGtid> domains = new TreeMap<>();
        gtids.forEach(gtid -> domains.put(gtid.domainId(), gtid));
        return new MariaDbGtidPosition(domains);
    }

    /** Reads a list of GTIDs; a domain that stands in it twice is refused, as in the server (error 1943). */
    public static MariaDbGtidPosition parse(String text) {
        List<MariaDbGtid> gtids = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                gtids.add(MariaDbGtid.parse(part));
            } else if (!text.isBlank()) {
                throw new GtidFormatException(text, "a list of GTIDs such as 0-1-100,1-2-30");
            }
        }
        MariaDbGtidPosition position = of(gtids);
        if (position.domains.size() != gtids.size()) {
            throw new GtidFormatException(text, "a position: it names a domain twice");
        }
        return position;
    }

    /** The last transaction of a domain. */
    public Optional<MariaDbGtid> last(long domainId) {
        return Optional.ofNullable(domains.get(domainId));
    }

    /** All domains' last transactions, by domain. */
    public List<MariaDbGtid> gtids() {
        return List.copyOf(domains.values());
    }

    /** With a later transaction of its domain. */
    public MariaDbGtidPosition plus(MariaDbGtid gtid) {
        NavigableMap<Long, MariaDbGtid> copy = new TreeMap<>(domains);
        copy.put(gtid.domainId(), gtid);
        return new MariaDbGtidPosition(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MariaDbGtidPosition position && domains.equals(position.domains);
    }

    @Override
    public int hashCode() {
        return domains.hashCode();
    }

    /** As the server prints it. */
    @Override
    public String toString() {
        return domains.values().stream().map(MariaDbGtid::toString).collect(Collectors.joining(","));
    }
}
