package dev.lockstep.engine.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What MariaDB and MySQL 8.0 compress comes out as what it was; bytes that lie about their length do not. */
class CompressedEventsTest {
    private static final EventDecoder MARIADB = new EventDecoder(
            FormatDescription.mariaDb("10.11.5-MariaDB-log", 0, Checksum.NONE), Checksum.NONE);
    private static final EventDecoder MYSQL = new EventDecoder(
            new FormatDescription("8.0.33", 0, RawBytes.of(mySql80()), Checksum.NONE), Checksum.NONE);
    private static final EventEncoder ENCODER = new EventEncoder(7, Checksum.NONE);

    private static byte[] mySql80() {
        byte[] lengths = Arrays.copyOf(
                FormatDescription.mySql57("5.7", 0, Checksum.NONE).postHeaderLengths().toBytes(), 41);
        lengths[EventTypes.PARTIAL_UPDATE_ROWS - 1] = 10;
        return lengths;
    }

    private static byte[] compressed(byte[] plain, int announced) {
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        byte[] out = new byte[plain.length + 64];
        int size = deflater.deflate(out);
        deflater.end();
        return new ByteWriter().u8(0x82).u8(announced >> 8).u8(announced & 0xff).bytes(out, 0, size).toBytes();
    }

    private static EncodedEvent event(int type, ByteWriter body) {
        ByteWriter out = new ByteWriter();
        new EventHeader(9, type, 7, EventHeader.SIZE + body.size(), 0, 0).writeTo(out);
        return EncodedEvent.wrap(out.bytes(body.toBytes()).toBytes(), Checksum.NONE);
    }

    private static EncodedEvent query(String sql, int announced) {
        return event(EventTypes.MARIADB_QUERY_COMPRESSED, new ByteWriter().u32(5).u32(0).u8(1).u16(0).u16(0).text("d")
                .u8(0).bytes(compressed(sql.getBytes(StandardCharsets.UTF_8), announced)));
    }

    @Test
    void aCompressedStatementIsTheStatement() {
        String sql = "INSERT INTO t VALUES ('" + "äbc".repeat(100) + "')";

        assertThat(MARIADB.decode(query(sql, sql.getBytes(StandardCharsets.UTF_8).length)))
                .isEqualTo(new Query(5, "d", StatusVars.NONE, sql));
    }

    @Test
    void compressedRowsAreTheRows() {
        byte[] images = "\0ab".repeat(50).getBytes(StandardCharsets.ISO_8859_1);
        ByteWriter body = new ByteWriter().u48(77).u16(1).lenenc(2).u8(3).u8(3);

        BinlogEvent update = MARIADB.decode(event(167, body.bytes(compressed(images, images.length))));

        assertThat(update).isEqualTo(new RowsEvent(RowsEvent.Kind.UPDATE, 1, 77, 1, RawBytes.EMPTY,
                Bitmap.of(2, i -> true), Bitmap.of(2, i -> true), RawBytes.of(images)));
    }

    @Test
    void aWrongLengthIsMalformed() {
        String sql = "x".repeat(300);

        for (int announced : new int[]{0, 299, 301, 0xffff}) {
            assertThatThrownBy(() -> MARIADB.decode(query(sql, announced))).as("%d announced", announced)
                    .isInstanceOf(MalformedBytesException.class);
        }
    }

    private static EncodedEvent payload(byte[] plain, long announced) {
        byte[] frame = Zstd.compress(plain);
        return event(EventTypes.TRANSACTION_PAYLOAD, new ByteWriter().u8(2).u8(1).u8(0).u8(3).u8(9).u8(0xfe)
                .u64(announced).u8(1).u8(3).u8(0xfc).u16(frame.length).u8(0).bytes(frame));
    }

    @Test
    void aPayloadHoldsTheEventsOfATransaction() {
        List<EncodedEvent> inner = List.of(ENCODER.encode(new Query(1, "d", StatusVars.NONE, "BEGIN"), 3),
                ENCODER.encode(new Xid(8), 3));
        ByteWriter plain = new ByteWriter();
        inner.forEach(one -> plain.bytes(one.array()));

        TransactionPayload payload = (TransactionPayload) MYSQL.decode(payload(plain.toBytes(), plain.size()));

        assertThat(payload.events()).isEqualTo(inner);
        assertThat(payload.plainBytes()).isEqualTo(plain.size());
    }

    @Test
    void aPayloadOfAnotherLengthOrWithTornEventsIsMalformed() {
        byte[] event = ENCODER.encode(new Xid(8), 3).array();
        byte[] torn = Arrays.copyOf(event, event.length - 1);

        for (EncodedEvent wrong : List.of(payload(event, event.length - 1), payload(event, event.length + 1),
                payload(torn, torn.length))) {
            TransactionPayload payload = (TransactionPayload) MYSQL.decode(wrong);
            assertThatThrownBy(payload::events).isInstanceOf(MalformedBytesException.class);
        }
        assertThatThrownBy(() -> MYSQL.decode(payload(event, Long.MAX_VALUE)))
                .isInstanceOf(MalformedBytesException.class);
    }
}
