package dev.lockstep.engine.wire;

import dev.lockstep.engine.bytes.ByteReader;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The header of the compressed protocol, which carries a piece of the stream of ordinary packets, cut anywhere: a 3-byte
 * length as sent, a sequence number of its own, and the 3-byte length of the content, 0 if it was sent as it is (MySQL
 * internals, "Compressed Packet").
 *
 * @param length bytes that follow
 * @param sequence 0 to 255
 * @param contentLength bytes of the content, 0 if what follows is not compressed
 */
public record CompressedPacket(int length, int sequence, int contentLength) {
    /** Length of the header. */
    public static final int HEADER_BYTES = 7;
    /** Largest content. */
    public static final int MAX_CONTENT_BYTES = 0xff_ffff;
    /** Content shorter than this is sent as it is: MIN_COMPRESS_LENGTH. */
    private static final int WORTH_BYTES = 50;

    /** Reads a header, {@link #HEADER_BYTES} from there. */
    public static CompressedPacket header(byte[] source, int offset) {
        ByteReader in = new ByteReader(source, offset, HEADER_BYTES);
        return new CompressedPacket(in.u24(), in.u8(), in.u24());
    }

    /** The content of what followed this header. */
    public byte[] content(byte[] source, int offset) {
        if (contentLength == 0) {
            return java.util.Arrays.copyOfRange(source, offset, offset + length);
        }
        byte[] content = new byte[contentLength];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(source, offset, length);
            int at = 0;
            while (at < contentLength) {
                int count = inflater.inflate(content, at, contentLength - at);
                if (count == 0) {
                    throw new MalformedBytesException(
                            "compressed packet has " + at + " bytes of content, not " + contentLength, 0);
                }
                at += count;
            }
            return content;
        } catch (DataFormatException e) {
            throw (MalformedBytesException) new MalformedBytesException("packet is not compressed by zlib", 0)
                    .initCause(e);
        } finally {
            inflater.end();
        }
    }

    /** Appends a packet with that content, compressed if that makes it smaller. */
    public static void write(ByteWriter out, int sequence, byte[] source, int offset, int length) {
        byte[] small = length < WORTH_BYTES ? source : deflated(source, offset, length);
        if (small == source) {
            out.u24(length).u8(sequence).u24(0).bytes(source, offset, length);
        } else {
            out.u24(small.length).u8(sequence).u24(length).bytes(small);
        }
    }

    /** Compressed, or {@code source} itself if that would not be smaller. */
    private static byte[] deflated(byte[] source, int offset, int length) {
        byte[] target = new byte[length - 1];
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(source, offset, length);
            deflater.finish();
            int count = deflater.deflate(target);
            return deflater.finished() ? java.util.Arrays.copyOf(target, count) : source;
        } finally {
            deflater.end();
        }
    }
}
