package dev.lockstep.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.EventInfo;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.TableSpec;
import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated events and files: the decoders either give an event or say what is wrong, and never anything else.
 * {@code -Dlockstep.fuzz=1000000} sets the number of inputs, {@code -Dlockstep.seed=n} the first seed.
 */
class BinlogFuzzTest {
    private static final int COUNT = Integer.getInteger("lockstep.fuzz", 100_000);
    private static final long SEED = Long.getLong("lockstep.seed", 89370);
    private static final int FILE_SHARE = 100;

    private final List<EncodedEvent> corpus = new ArrayList<>();
    private final EventDecoder mariaDb = new EventDecoder(
            FormatDescription.mariaDb("10.11.5-MariaDB", 0, Checksum.NONE));
    private final EventDecoder mySql = new EventDecoder(FormatDescription.mySql57("5.7.22", 0, Checksum.NONE));

    private static byte[] captured(String name) throws IOException {
        try (InputStream in = BinlogFuzzTest.class.getResourceAsStream("/binlog/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private void loadCorpus() throws IOException {
        for (String name : List.of("mariadb-10.11.5.000001.bin", "mariadb-10.11.5.000002.bin")) {
            byte[] file = captured(name);
            ByteReader in = new ByteReader(file);
            in.skip(4);
            while (!in.atEnd()) {
                int size = (int) EventHeader.read(new ByteReader(file, in.position(), EventHeader.SIZE)).eventSize();
                corpus.add(EncodedEvent.wrap(in.bytes(size), Checksum.CRC32).withChecksum(Checksum.NONE));
            }
        }
        corpus.addAll(LogFolder.transaction(1, 1).stream().map(event -> event.withChecksum(Checksum.NONE)).toList());
        corpus.addAll(LogFolder.transaction(0, 1).stream().map(event -> event.withChecksum(Checksum.NONE)).toList());
    }

    @Test
    @Timeout(1200)
    void mutatedEventsAreDecodedOrRefused() throws IOException {
        loadCorpus();
        int decoded = 0;
        for (int i = 0; i < COUNT; i++) {
            Random random = new Random(SEED + i);
            byte[] bytes = mutated(random, corpus.get(random.nextInt(corpus.size())).array());
            try {
                decoded += decode(random.nextBoolean() ? mariaDb : mySql, bytes) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + (SEED + i), e);
            }
        }
        assertThat(decoded).as("mutations that are still events").isBetween(COUNT / 20, COUNT - COUNT / 20);
    }

    private @Nullable TableSpec table;

    private boolean decode(EventDecoder decoder, byte[] bytes) {
        try {
            EncodedEvent encoded = EncodedEvent.wrap(bytes, Checksum.NONE);
            BinlogEvent event = decoder.decode(encoded);
            assertThat(EventInfo.of(encoded.header(), event)).isNotNull();
            event.writeBody(new ByteWriter());
            rows(event);
            return true;
        } catch (MalformedBytesException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    /** Rows are read with the table map that came last, which need not be theirs. */
    private void rows(BinlogEvent event) {
        if (event instanceof TableMap map) {
            table = TableSpec.of(map);
        } else if (event instanceof RowsEvent rows && table != null) {
            new RowCodec(table).decode(rows);
        }
    }

    private static byte[] mutated(Random random, byte[] original) {
        byte[] bytes = original.clone();
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, Math.max(EventHeader.SIZE, random.nextInt(bytes.length + 16)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(4) == 0
                    ? random.nextInt(bytes.length)
                    : Math.min(bytes.length - 1,
                            EventHeader.SIZE + random.nextInt(40));
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                case 1 -> (byte) 0xff;
                case 2 -> (byte) 0;
                default -> (byte) random.nextInt();
            };
        }
        if (random.nextInt(8) != 0) {
            System.arraycopy(new ByteWriter().u32(bytes.length).toBytes(), 0, bytes, 9, 4);
        }
        return bytes;
    }

    @TempDir
    Path temp = Path.of("");

    @Test
    @Timeout(1200)
    void mutatedFilesAreReadOrRefused() throws IOException {
        try (LogFolder folder = new LogFolder(temp)) {
            byte[] captured = captured("mariadb-10.11.5.000002.bin");
            int damaged = 0;
            for (int i = 0; i < COUNT / FILE_SHARE; i++) {
                Random random = new Random(SEED + i);
                byte[] file = captured.clone();
                for (int n = random.nextInt(4); n > 0; n--) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt();
                }
                int length = random.nextInt(3) == 0 ? random.nextInt(file.length) : file.length;
                folder.files.replace("bin.000001", Arrays.copyOf(file, length));
                damaged += read(folder, random.nextBoolean() ? ReadOptions.BINLOG : ReadOptions.RELAY_LOG) ? 0 : 1;
            }
            assertThat(damaged).isBetween(COUNT / FILE_SHARE / 3, COUNT / FILE_SHARE);
        }
    }

    private boolean read(LogFolder folder, ReadOptions options) throws IOException {
        try (BinlogReader reader = BinlogReader.open(folder.files, "bin.000001", options)) {
            long size = reader.fileSize();
            for (EncodedEvent event = reader.next(size); event != null; event = reader.next(size)) {
                reader.decode(event);
            }
            return true;
        } catch (DamagedLogException e) {
            assertThat(e.offset()).isBetween(0L, (long) captured("mariadb-10.11.5.000002.bin").length);
            return false;
        }
    }
}
