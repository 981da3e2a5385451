package dev.lockstep.engine.channel;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.log.BinlogIndex;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.DamagedLogException;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.log.MasterInfoFile;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.util.Optional;

/** Reads a channel's relay log from disk from its begin to its end, as a tool would that knows nothing of the server. */
public final class RelayLogInspection {
    /** Where an event cannot be read, and why. */
    public record Damage(BinlogPosition at, String what) {}

    private RelayLogInspection() {}

    /**
     * Reads every file that the index names, bodies included.
     *
     * @param files of the server
     * @return the first damage, empty if all is readable
     */
    public static Optional<Damage> of(Files files, String channel) throws IOException {
        String base = new ChannelFiles(files, channel, MasterInfoFile.Layout.MYSQL).relayBase();
        for (String name : BinlogIndex.open(files, base + ".index").names()) {
            try (BinlogReader reader = BinlogReader.open(files, name, ReadOptions.RELAY_LOG)) {
                long end = files.size(name);
                for (var event = reader.next(end); event != null; event = reader.next(end)) {
                    reader.decode(event);
                }
            } catch (DamagedLogException e) {
                return Optional
                        .of(new Damage(new BinlogPosition(e.file(), e.offset()), String.valueOf(e.getMessage())));
            }
        }
        return Optional.empty();
    }
}
