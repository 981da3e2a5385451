package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ApplierStatus;
import dev.lockstep.engine.channel.ChannelOptions;
import dev.lockstep.engine.channel.ChannelStatus;
import dev.lockstep.engine.filter.FilterRule;
import dev.lockstep.engine.filter.ReplicationFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns of {@code SHOW SLAVE STATUS} about what an applier leaves out, where it ends and how long it waits. */
final class ApplierColumns {
    private ApplierColumns() {}

    /** By name, in the words of MASTER and SLAVE. */
    static Map<String, @Nullable Object> of(ChannelStatus status, ReplicationFilter filter) {
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("Replicate_Do_DB", filter.text(FilterRule.REPLICATE_DO_DB));
        cells.put("Replicate_Ignore_DB", filter.text(FilterRule.REPLICATE_IGNORE_DB));
        cells.put("Replicate_Do_Table", filter.text(FilterRule.REPLICATE_DO_TABLE));
        cells.put("Replicate_Ignore_Table", filter.text(FilterRule.REPLICATE_IGNORE_TABLE));
        cells.put("Replicate_Wild_Do_Table", filter.text(FilterRule.REPLICATE_WILD_DO_TABLE));
        cells.put("Replicate_Wild_Ignore_Table", filter.text(FilterRule.REPLICATE_WILD_IGNORE_TABLE));
        cells.put("Replicate_Rewrite_DB", filter.of(FilterRule.REPLICATE_REWRITE_DB).stream()
                .map(pair -> "(" + pair.replace("->", ",") + ")").collect(Collectors.joining(",")));
        ChannelOptions options = status.configuration().options();
        cells.put("Replicate_Ignore_Server_Ids", list(options.ignoreServerIds()));
        cells.put("Replicate_Do_Domain_Ids", list(options.doDomainIds()));
        cells.put("Replicate_Ignore_Domain_Ids", list(options.ignoreDomainIds()));
        ApplierStatus applying = status.applying();
        cells.put("Skip_Counter", applying.skipCounter());
        cells.put("Until_Condition", applying.until().name());
        cells.put("Until_Log_File", applying.until().position().file());
        cells.put("Until_Log_Pos", applying.until().position().offset());
        cells.put("SQL_Delay", applying.delaySeconds());
        cells.put("SQL_Remaining_Delay", applying.remainingDelaySeconds());
        return cells;
    }

    private static String list(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
