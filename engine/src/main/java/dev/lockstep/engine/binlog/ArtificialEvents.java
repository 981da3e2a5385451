package dev.lockstep.engine.binlog;

import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.bytes.ByteWriter;
import java.util.List;

/** Events that a dump thread makes up for its stream (semisync.md A.5). */
public final class ArtificialEvents {
    private ArtificialEvents() {}

    /** The rotate that begins a stream and precedes every further file: time, end position 0, artificial. */
    public static EncodedEvent rotate(EventEncoder encoder, BinlogPosition to) {
        return encoder.encode(new Rotate(to.offset(), to.file()), 0, EventFlags.ARTIFICIAL, 0);
    }

    /** Tells an idle replica that it has all up to {@code at}. */
    public static EncodedEvent heartbeat(EventEncoder encoder, BinlogPosition at) {
        return encoder.encode(new Heartbeat(at.file()), 0, 0, at.offset());
    }

    /** MariaDB: what a replica has that asks by GTID. */
    public static EncodedEvent gtidList(EventEncoder encoder, GtidList list) {
        return encoder.encode(list, 0, EventFlags.ARTIFICIAL, 0);
    }

    /** A file's format description as it is sent when the stream starts at the file's begin: in-use flag cleared. */
    public static EncodedEvent descriptionFromStart(EncodedEvent description) {
        return description.withFlags(description.header().flags() & ~EventFlags.IN_USE);
    }

    /**
     * A file's format description as it is sent when the stream starts behind it: creation time and end position are 0, so
     * that the replica neither drops temporary tables nor moves its position.
     */
    public static EncodedEvent descriptionMidFile(EncodedEvent description) {
        EventDecoder.formatDescription(description);
        ByteWriter out = new ByteWriter(description.length());
        description.appendTo(out);
        out.patch(FormatDescription.CREATED_AT, 0, 4);
        out.patch(EventHeader.END_LOG_POS_AT, 0, 4);
        out.patch(EventHeader.FLAGS_AT, description.header().flags() & ~EventFlags.IN_USE, 2);
        return EncodedEvent.sealed(out, description.checksum());
    }
}
