package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Which life of the binlog this is: a number that changes whenever the log begins anew with its first file (RESET MASTER, or
 * a log whose index is empty), so that names and offsets come again. Positions that the table store keeps carry it; one of an
 * earlier life says nothing of the files that are there now.
 *
 * <p>In a file beside the index, written durably after the old files are gone and before the first new one is entered.
 * Written under {@code LOCK_index}; any thread may read.
 */
public final class BinlogLife {
    private final Files files;
    private final String name;
    private volatile String number;

    private BinlogLife(Files files, String name, String number) {
        this.files = files;
        this.name = name;
        this.number = number;
    }

    /** The life of the log of that base name. */
    public static BinlogLife open(Files files, String base) throws IOException {
        String name = base + ".life";
        String number = files.exists(name) ? new String(files.readAll(name), StandardCharsets.US_ASCII).strip() : "";
        if (!number.matches("\\d{0,18}")) {
            throw new IOException(
                    name + " does not hold a number; delete it, and the whole binary log is replayed at this start");
        }
        return new BinlogLife(files, name, number);
    }

    /** The number as text; empty for a log that was begun before there were such numbers. */
    public String number() {
        return number;
    }

    /** A new one begins. */
    void begin() throws IOException {
        String next = Long.toString(number.isEmpty() ? 1 : Long.parseLong(number) + 1);
        files.replace(name, (next + "\n").getBytes(StandardCharsets.US_ASCII));
        number = next;
    }
}
