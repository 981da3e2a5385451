package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code relay-log.info} in the layout of MySQL 5.7: eight lines after a first that says 7, because the channel's line was
 * added without counting it (semisync.md B.4; Relay_log_info::write_info). Replaced as a whole. Not thread-safe: callers
 * hold the channel's {@code data_lock}.
 */
public final class RelayLogInfoFile {
    /** Name for the default channel. */
    public static final String DEFAULT_NAME = "relay-log.info";

    private static final int LINES = 7;
    private static final int INTERNAL_ID = 1;
    private static final String HERE = "./";

    private final Files files;
    private final String name;

    /** The file of that name in the node's data folder. */
    public RelayLogInfoFile(Files files, String name) {
        this.files = files;
        this.name = name;
    }

    /** The content; empty if there is no such file. */
    public Optional<RelayLogInfo> read() throws IOException {
        if (!files.exists(name)) {
            return Optional.empty();
        }
        StateLines lines = new StateLines(name, files.readAll(name));
        lines.number(5, 100, LINES);
        BinlogPosition relay = position(lines);
        BinlogPosition source = position(lines);
        int delay = lines.number(0, Integer.MAX_VALUE, 0);
        int workers = lines.number(0, 1024, 0);
        lines.number(0, Integer.MAX_VALUE, INTERNAL_ID);
        return Optional.of(new RelayLogInfo(relay, source, delay, workers, lines.text()));
    }

    private static BinlogPosition position(StateLines lines) throws StateFormatException {
        String file = lines.text();
        long offset = lines.number(0, Long.MAX_VALUE, 0L);
        return new BinlogPosition(file.startsWith(HERE) ? file.substring(HERE.length()) : file, offset);
    }

    /** Replaces the content; durable on return. */
    public void write(RelayLogInfo info) throws IOException {
        files.replace(name, bytes(info));
    }

    /** The same where it does not count, for the tables keep the position: after a power cut it may be an old one. */
    public void writeLoosely(RelayLogInfo info) throws IOException {
        files.overwrite(name, bytes(info));
    }

    private static byte[] bytes(RelayLogInfo info) {
        String text = LINES + "\n" + here(info.relay().file()) + "\n" + info.relay().offset() + "\n"
                + info.source().file() + "\n" + info.source().offset() + "\n" + info.delaySeconds() + "\n"
                + info.workers() + "\n" + INTERNAL_ID + "\n" + info.channel() + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String here(String file) {
        return file.isEmpty() ? "" : HERE + file;
    }

    /** Deletes the file: {@code RESET SLAVE}. */
    public void delete() throws IOException {
        files.delete(name);
    }
}
