package dev.lockstep.engine.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CHANGE MASTER TO} sets besides the way to the source.
 *
 * @param delaySeconds {@code MASTER_DELAY}
 * @param ignoreServerIds {@code IGNORE_SERVER_IDS}: events of these servers are not taken into the relay log
 * @param doDomainIds {@code DO_DOMAIN_IDS}: if not empty, only groups of these domains are
 * @param ignoreDomainIds {@code IGNORE_DOMAIN_IDS}: groups of these domains are not
 * @param gtidUse {@code MASTER_USE_GTID}
 */
public record ChannelOptions(int delaySeconds, List<Long> ignoreServerIds, List<Long> doDomainIds,
        List<Long> ignoreDomainIds, GtidUse gtidUse) {
    /** The servers' defaults. */
    public static final ChannelOptions NONE = new ChannelOptions(0, List.of(), List.of(), List.of(), GtidUse.NO);

    /** Copies the lists. */
    public ChannelOptions {
        ignoreServerIds = List.copyOf(ignoreServerIds);
        doDomainIds = List.copyOf(doDomainIds);
        ignoreDomainIds = List.copyOf(ignoreDomainIds);
    }

    /** What a statement names of them; null stays as it was. */
    public record Change(@Nullable Integer delaySeconds, @Nullable List<Long> ignoreServerIds,
            @Nullable List<Long> doDomainIds, @Nullable List<Long> ignoreDomainIds, @Nullable GtidUse gtidUse) {
        /** Nothing. */
        public static final Change NONE = new Change(null, null, null, null, null);

        /** Whether a running receiver would have to know of it. */
        boolean filters() {
            return ignoreServerIds != null || doDomainIds != null || ignoreDomainIds != null
                    || gtidUse != null;
        }
    }

    /** With what a statement names. */
    public ChannelOptions with(Change change) {
        return new ChannelOptions(or(change.delaySeconds(), delaySeconds),
                or(change.ignoreServerIds(), ignoreServerIds), or(change.doDomainIds(), doDomainIds),
                or(change.ignoreDomainIds(), ignoreDomainIds), or(change.gtidUse(), gtidUse));
    }

    private static <T> T or(@Nullable T named, T old) {
        return named == null ? old : named;
    }
}
