package dev.lockstep.engine.node;

import dev.lockstep.engine.trace.TraceEvent;
import dev.lockstep.engine.trace.TraceEvent.LogLine.Level;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The server's error log: lines of the form {@code 2018-01-24T15:08:01.184361Z 2 [Note] text} in {@code error.log}, and the
 * same lines in the trace. Any thread may write. A log that cannot be written is given up silently: there is nowhere to
 * say so, and the trace still has the lines.
 */
public final class ErrorLog implements ServerLog, AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final World world;
    private final WorldFile file;
    private long end;
    private boolean usable = true;

    /** Opens the log for appending. */
    public ErrorLog(World world) throws IOException {
        this.world = world;
        this.file = world.files().open("error.log");
        this.end = file.size();
    }

    @Override
    public void write(Level level, String text) {
        world.trace().emit(new TraceEvent.LogLine(world.clock().nanos(), world.node(), level, text));
        long micros = world.clock().epochMicros();
        Instant now = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
        String word = switch (level) {
            case NOTE -> "Note";
            case WARNING -> "Warning";
            case ERROR -> "ERROR";
        };
        append((TIME.format(now) + " " + world.threads().current().id() + " [" + word + "] " + text + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void append(byte[] line) {
        if (!usable) {
            return;
        }
        try {
            file.write(end, line, 0, line.length);
            end += line.length;
        } catch (IOException e) {
            usable = false;
        }
    }

    @Override
    public synchronized void close() {
        usable = false;
        file.close();
    }
}
