package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a channel: what {@code SHOW SLAVE STATUS} needs of it.
 *
 * @param channel name, empty for the default channel
 * @param configuration where it connects to
 * @param receiver {@code Slave_IO_Running}
 * @param applier {@code Slave_SQL_Running}
 * @param receiverStage {@code Slave_IO_State}, empty without thread
 * @param applierStage {@code Slave_SQL_Running_State}, empty without thread
 * @param read {@code Master_Log_File}, {@code Read_Master_Log_Pos}
 * @param relay {@code Relay_Log_File}, {@code Relay_Log_Pos}: the applier's place
 * @param executed {@code Relay_Master_Log_File}, {@code Exec_Master_Log_Pos}
 * @param relayLogBytes {@code Relay_Log_Space}
 * @param secondsBehind {@code Seconds_Behind_Master}, null if not known
 * @param receiverError {@code Last_IO_Error}
 * @param applierError {@code Last_SQL_Error}
 * @param sourceServerId {@code Master_Server_Id}, 0 before the first connection
 * @param sourceUuid {@code Master_UUID}
 * @param sourceInfoFile {@code Master_Info_File}
 * @param retrievedGtidSet {@code Retrieved_Gtid_Set}
 * @param gtidReceiverPosition {@code Gtid_IO_Pos}
 * @param receivedHeartbeats {@code Slave_received_heartbeats}
 * @param lastHeartbeatMicros when the last heartbeat came, in microseconds of Unix time, 0 for never
 * @param maxRelayLogBytes {@code Max_relay_log_size}
 * @param counts what the threads have counted
 * @param applying what the applier was told besides
 */
public record ChannelStatus(String channel, ChannelConfiguration configuration, ChannelThreadState receiver,
        ChannelThreadState applier, String receiverStage, String applierStage, BinlogPosition read,
        BinlogPosition relay, BinlogPosition executed, long relayLogBytes, @Nullable Long secondsBehind,
        ChannelError receiverError, ChannelError applierError, long sourceServerId, String sourceUuid,
        String sourceInfoFile, String retrievedGtidSet, String gtidReceiverPosition, long receivedHeartbeats,
        long lastHeartbeatMicros,
        long maxRelayLogBytes,
        ChannelCounts counts, ApplierStatus applying) {
    /** {@code Last_Error}: that of the applier. */
    public ChannelError lastError() {
        return applierError;
    }
}
