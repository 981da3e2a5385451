package dev.lockstep.engine.real;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client that does nothing but insert: one prepared statement, one row and one commit for each call, with rows like those
 * of sysbench's oltp_insert. It costs next to nothing, as sysbench does, so that the servers have the machine.
 */
final class InsertClient implements AutoCloseable {
    static final String TABLE = "CREATE TABLE sbtest1 (id INTEGER NOT NULL AUTO_INCREMENT, k INTEGER DEFAULT 0 NOT NULL,"
            + " c CHAR(120) DEFAULT '' NOT NULL, pad CHAR(60) DEFAULT '' NOT NULL, PRIMARY KEY (id), KEY k_1 (k))";
    private static final String INSERT = "INSERT INTO sbtest1 (k, c, pad) VALUES (?, ?, ?)";
    private static final int C_CHARACTERS = 119;
    private static final int PAD_CHARACTERS = 59;
    private static final int CLIENT_PROTOCOL_41_WITH_DATABASE = 0x1 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x80000;
    private static final int UTF8MB4 = 45;
    private static final int PREPARE = 0x16;
    private static final int EXECUTE = 0x17;
    private static final int TYPE_LONG = 3;
    private static final int TYPE_VAR_STRING = 0xfd;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] execution;
    private final int values;
    private byte[] packet = new byte[512];
    private int length;

    /** Connects as root to the database test and prepares. */
    InsertClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 4096));
        out = socket.getOutputStream();
        login();
        int statement = prepare();
        execution = execution(statement);
        values = execution.length - 4 - 1 - C_CHARACTERS - 1 - PAD_CHARACTERS;
    }

    private void login() throws IOException {
        read();
        byte[] text = "root\0\0test\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[32 + text.length];
        number(answer, 0, CLIENT_PROTOCOL_41_WITH_DATABASE, 4);
        number(answer, 4, 1 << 24, 4);
        answer[8] = UTF8MB4;
        System.arraycopy(text, 0, answer, 32, text.length);
        send(1, answer);
        read();
        if ((packet[0] & 0xff) == 0xfe) {
            send(3, new byte[0]);
            read();
        }
        check();
    }

    private int prepare() throws IOException {
        byte[] text = INSERT.getBytes(StandardCharsets.US_ASCII);
        byte[] command = new byte[1 + text.length];
        command[0] = PREPARE;
        System.arraycopy(text, 0, command, 1, text.length);
        send(0, command);
        read();
        check();
        int id = packet[1] & 0xff | (packet[2] & 0xff) << 8 | (packet[3] & 0xff) << 16 | packet[4] << 24;
        int parameters = packet[7] & 0xff;
        for (int i = 0; i <= parameters; i++) {
            read();
        }
        return id;
    }

    /** The packet of an execution, types and all; only the values at its end change. */
    private static byte[] execution(int statement) {
        byte[] bytes = new byte[4 + 10 + 1 + 1 + 6 + 4 + 1 + C_CHARACTERS + 1 + PAD_CHARACTERS];
        number(bytes, 0, bytes.length - 4, 3);
        bytes[4] = EXECUTE;
        number(bytes, 5, statement, 4);
        bytes[10] = 1;
        bytes[15] = 1;
        bytes[16] = TYPE_LONG;
        bytes[18] = (byte) TYPE_VAR_STRING;
        bytes[20] = (byte) TYPE_VAR_STRING;
        return bytes;
    }

    /** Inserts a row; comes back when it is committed. */
    void insert() throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        number(execution, values, random.nextInt(1, 100_000), 4);
        execution[values + 4] = C_CHARACTERS;
        digits(random, values + 5, C_CHARACTERS);
        execution[values + 5 + C_CHARACTERS] = PAD_CHARACTERS;
        digits(random, values + 6 + C_CHARACTERS, PAD_CHARACTERS);
        out.write(execution);
        read();
        check();
    }

    private void digits(ThreadLocalRandom random, int from, int count) {
        long left = 0;
        for (int i = 0; i < count; i++) {
            if (left < 10) {
                left = random.nextLong() >>> 1;
            }
            execution[from + i] = (byte) (i % 12 == 11 ? '-' : '0' + left % 10);
            left /= 10;
        }
    }

    private static void number(byte[] target, int at, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            target[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private void send(int sequence, byte[] payload) throws IOException {
        byte[] bytes = new byte[4 + payload.length];
        number(bytes, 0, payload.length, 3);
        bytes[3] = (byte) sequence;
        System.arraycopy(payload, 0, bytes, 4, payload.length);
        out.write(bytes);
    }

    private void read() throws IOException {
        int low = in.readUnsignedByte();
        length = low | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readUnsignedByte();
        if (packet.length < length) {
            packet = new byte[length];
        }
        in.readFully(packet, 0, length);
        if (length == 0) {
            throw new EOFException("an empty packet");
        }
    }

    private void check() throws IOException {
        if ((packet[0] & 0xff) == 0xff) {
            throw new IOException(new String(Arrays.copyOfRange(packet, 3, length), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
