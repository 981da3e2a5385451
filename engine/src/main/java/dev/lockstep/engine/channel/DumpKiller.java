package dev.lockstep.engine.channel;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.link.ClientLink;
import dev.lockstep.engine.link.ClientSettings;
import dev.lockstep.engine.profile.SourceTalk;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.io.IOException;

/**
 * Ends the dump thread of a semi-sync connection through a second one, before the first is closed (MDEV-32551; semisync.md
 * E.7): otherwise the source's ACK receiver might read what a closing client says.
 */
final class DumpKiller {
    /** {@code rpl_semi_sync_slave_kill_conn_timeout}. */
    static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int NO_SUCH_THREAD = 1094;

    private final World world;
    private final String channel;
    private final ServerLog log;
    private final SourceTalk talk;

    DumpKiller(World world, String channel, ServerLog log, SourceTalk talk) {
        this.talk = talk;
        this.world = world;
        this.channel = channel;
        this.log = log;
    }

    /** Sends KILL for that connection of the source; what goes wrong is only noted. */
    void kill(ClientSettings settings, long connectionId) {
        ClientSettings own = settings.within(TIMEOUT_NANOS);
        ClientLink link;
        try {
            link = ClientLink.over(
                    world.network().connect(channel, own.host(), own.port(), own.timeoutNanos(), () -> false),
                    own);
        } catch (IOException | MalformedBytesException | ServerErrorException e) {
            log.note("cannot connect to master to kill slave io_thread's connection");
            return;
        }
        try (link) {
            link.query("KILL " + connectionId);
        } catch (IOException | MalformedBytesException | ServerErrorException e) {
            if (talk == SourceTalk.AHEAD && e instanceof ServerErrorException refused
                    && refused.error().code() == NO_SUCH_THREAD) {
                return; // a new dump has ended it meanwhile, or the closed connection has
            }
            log.note("Failed to gracefully kill our active semi-sync connection with primary. Silently closing the "
                    + "connection.");
        }
    }
}
