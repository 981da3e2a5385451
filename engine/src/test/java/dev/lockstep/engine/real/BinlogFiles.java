package dev.lockstep.engine.real;

import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventHeader;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.bytes.ByteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole binlog file with our decoder. */
final class BinlogFiles {
    private BinlogFiles() {}

    /** An event as it stands in the file, and what it says. */
    record Located(EventHeader header, BinlogEvent event) {}

    static List<Located> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteReader in = new ByteReader(bytes);
        in.skip(4);
        List<Located> events = new ArrayList<>();
        EventDecoder decoder = new EventDecoder(FormatDescription.mariaDb("10.11.5-MariaDB", 0, Checksum.CRC32));
        while (!in.atEnd()) {
            int start = in.position();
            int size = (int) EventHeader.read(new ByteReader(bytes, start, EventHeader.SIZE)).eventSize();
            EncodedEvent encoded = EncodedEvent.wrap(in.bytes(size), decoder.checksum());
            BinlogEvent event = decoder.decode(encoded);
            decoder = decoder.after(event);
            events.add(new Located(encoded.header(), event));
        }
        return events;
    }
}
