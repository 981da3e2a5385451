package dev.lockstep.engine.channel;

import org.jspecify.annotations.Nullable;

/**
 * What an applier was told, and how it fares with it: columns of {@code SHOW SLAVE STATUS}.
 *
 * @param skipCounter {@code Skip_Counter}: events still to be passed over
 * @param until {@code Until_Condition}, {@code Until_Log_File}, {@code Until_Log_Pos}
 * @param delaySeconds {@code SQL_Delay}
 * @param remainingDelaySeconds {@code SQL_Remaining_Delay}, null unless it waits because of the delay
 */
public record ApplierStatus(long skipCounter, UntilCondition until, int delaySeconds,
        @Nullable Long remainingDelaySeconds) {}
