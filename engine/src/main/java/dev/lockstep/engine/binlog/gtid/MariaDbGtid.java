package dev.lockstep.engine.binlog.gtid;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A transaction of MariaDB.
 *
 * @param domainId 32 bits
 * @param serverId {@code server_id} of the server that committed it first, 32 bits
 * @param sequence grows within a domain, 64 bits unsigned
 */
public record MariaDbGtid(long domainId, long serverId, long sequence) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,20})");
    private static final long MAX_32 = 0xffff_ffffL;

    /** Refuses numbers outside 32 bits. */
    public MariaDbGtid {
        if (domainId < 0 || domainId > MAX_32 || serverId < 0 || serverId > MAX_32) {
            throw new IllegalArgumentException("GTID " + domainId + "-" + serverId + " is outside 32 bits");
        }
    }

    /** Reads {@code domain-server-sequence}. */
    public static MariaDbGtid parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new GtidFormatException(text, "a GTID such as 0-1-100");
        }
        try {
            return new MariaDbGtid(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
                    Long.parseUnsignedLong(matcher.group(3)));
        } catch (IllegalArgumentException e) {
            GtidFormatException typed = new GtidFormatException(text, "a GTID of 32, 32 and 64 bits");
            typed.initCause(e);
            throw typed;
        }
    }

    /** {@code domain-server-sequence}. */
    @Override
    public String toString() {
        return domainId + "-" + serverId + "-" + Long.toUnsignedString(sequence);
    }
}
