package dev.lockstep.engine.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CHANGE MASTER TO} sets besides the way to the source.
 *
 * @param delaySeconds {@code MASTER_DELAY}
 * @param ignoreServerIds {@code IGNORE_SERVER_IDS}: events of these servers are not taken into the relay log
 * @param doDomainIds {@code DO_DOMAIN_IDS}: if not empty, only groups of these domains are
 * @param ignoreDomainIds {@code IGNORE_DOMAIN_IDS}: groups of these domains are not
 * @param gtidUse {@code MASTER_USE_GTID}
 * @param security {@code MASTER_SSL} and its kin
 */
public record ChannelOptions(int delaySeconds, List<Long> ignoreServerIds, List<Long> doDomainIds,
        List<Long> ignoreDomainIds, GtidUse gtidUse, ChannelSecurity security) {
    /** The servers' defaults. */
    public static final ChannelOptions NONE = new ChannelOptions(0, List.of(), List.of(), List.of(), GtidUse.NO,
            ChannelSecurity.NONE);

    /** Copies the lists. */
    public ChannelOptions {
        ignoreServerIds = List.copyOf(ignoreServerIds);
        doDomainIds = List.copyOf(doDomainIds);
        ignoreDomainIds = List.copyOf(ignoreDomainIds);
    }

    /** What a statement names of them; null stays as it was, and so do the options that {@code security} does not have. */
    public record Change(@Nullable Integer delaySeconds, @Nullable List<Long> ignoreServerIds,
            @Nullable List<Long> doDomainIds, @Nullable List<Long> ignoreDomainIds, @Nullable GtidUse gtidUse,
            Map<String, String> security) {
        /** Nothing. */
        public static final Change NONE = new Change(null, null, null, null, null, Map.of());

        /** Copies the map. */
        public Change {
            security = Map.copyOf(security);
        }

        /** Whether a running receiver would have to know of it. */
        boolean filters() {
            return ignoreServerIds != null || doDomainIds != null || ignoreDomainIds != null
                    || gtidUse != null || !security.isEmpty();
        }
    }

    /** With what a statement names. */
    public ChannelOptions with(Change change) {
        return new ChannelOptions(or(change.delaySeconds(), delaySeconds),
                or(change.ignoreServerIds(), ignoreServerIds), or(change.doDomainIds(), doDomainIds),
                or(change.ignoreDomainIds(), ignoreDomainIds), or(change.gtidUse(), gtidUse),
                security.with(change.security()));
    }

    private static <T> T or(@Nullable T named, T old) {
        return named == null ? old : named;
    }
}
