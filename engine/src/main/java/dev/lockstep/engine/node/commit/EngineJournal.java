package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.WorldFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Up to where in the binlog the engine has committed: what InnoDB's redo log tells a server that recovers as a slave. The
 * table store cannot, since it writes to disk rarely. One record, written over and over without making it durable: a killed
 * process loses none, a power cut may. Written by one thread at a time, in commit order.
 */
public final class EngineJournal implements AutoCloseable {
    private static final String NAME = "engine-committed";

    private final WorldFile file;
    private String lastFile = "";

    private EngineJournal(WorldFile file) {
        this.file = file;
    }

    /** Goes on with the file that is there. */
    public static EngineJournal open(Files files) throws IOException {
        return new EngineJournal(files.open(NAME));
    }

    /** What was written last before a crash; empty if nothing was. */
    public static Optional<BinlogPosition> read(Files files) throws IOException {
        if (!files.exists(NAME)) {
            return Optional.empty();
        }
        try {
            ByteReader in = new ByteReader(files.readAll(NAME));
            long offset = in.u64();
            return Optional.of(new BinlogPosition(in.text(in.u8(), StandardCharsets.UTF_8), offset));
        } catch (MalformedBytesException torn) {
            return Optional.empty();
        }
    }

    /** The engine has committed everything up to there. */
    public void committed(BinlogPosition end) {
        ByteWriter record = new ByteWriter(64).u64(end.offset());
        if (!end.file().equals(lastFile)) {
            lastFile = end.file();
            record.u8(end.file().length()).text(end.file());
        }
        try {
            file.write(0, record.array(), 0, record.size());
        } catch (IOException e) {
            throw new IllegalStateException("cannot note what the engine has committed", e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
