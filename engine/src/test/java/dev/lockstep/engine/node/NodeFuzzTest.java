package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.CommandCode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hostile packets against a live node: it answers others as before, and its memory stays bounded. */
@Timeout(120)
class NodeFuzzTest {
    private static final long SEED = 89370;
    private static final int CONNECTIONS = 300;
    private static final int PACKETS = 20;
    private static final int[] COMMANDS = {0x00, 0x02, 0x03, 0x04, 0x05, 0x09, 0x0c, 0x0d, 0x0e, 0x11, 0x12, 0x15, 0x16,
            0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1e, 0x1f, 0xff};
    private static final String[] SQL = {"SELECT 1", "SELECT * FROM t WHERE id=?", "INSERT INTO t (v) VALUES (?)",
            "SHOW SLAVE STATUS", "SHOW BINLOG EVENTS LIMIT 3", "SET @a=1", "BEGIN", "COMMIT", "SELECT @@version"};

    @TempDir
    Path folder;

    private TestNodes nodes;
    private Node node;
    private final Random random = new Random(SEED);

    @BeforeEach
    void start() throws Exception {
        nodes = new TestNodes(folder);
        node = nodes.start("m", 1);
        TestNodes.run(nodes.connect(node), "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20))");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void survivesBytesThatAreNoLogin() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Socket socket = open()) {
                socket.getOutputStream().write(bytes(random.nextInt(200)));
                drain(socket, random.nextInt(3) * 10);
            }
        }
        assertAlive();
    }

    @Test
    void survivesPacketsThatAreNoCommands() throws Exception {
        long before = used();
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Socket socket = open()) {
                logIn(socket);
                for (int n = 0; n < PACKETS; n++) {
                    send(socket, mutated());
                }
                drain(socket, 5);
            } catch (IOException e) {
                // the node has ended this connection, as it may
            }
        }
        assertAlive();
        assertThat(used() - before).isLessThan(200L << 20);
    }

    @Test
    void keepsNothingForALengthThatIsOnlyAnnounced() throws Exception {
        long before = used();
        Socket[] sockets = new Socket[50];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = open();
            logIn(sockets[i]);
            sockets[i].getOutputStream().write(new byte[]{(byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 3, 'S'});
        }
        TestNodes.sleep(300);
        assertThat(used() - before).isLessThan(100L << 20);
        assertAlive();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private byte[] mutated() {
        ByteWriter out = new ByteWriter();
        int command = COMMANDS[random.nextInt(COMMANDS.length)];
        out.u8(command);
        if (random.nextInt(3) > 0) {
            out.bytes(SQL[random.nextInt(SQL.length)].getBytes(StandardCharsets.UTF_8));
        }
        out.bytes(bytes(random.nextInt(40)));
        byte[] packet = out.toBytes();
        if (random.nextInt(4) == 0) {
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return packet[0] == CommandCode.SHUTDOWN ? new byte[]{CommandCode.PING} : packet;
    }

    private void send(Socket socket, byte[] payload) throws IOException {
        int length = random.nextInt(50) == 0 ? random.nextInt(1 << 24) : payload.length;
        int sequence = random.nextInt(50) == 0 ? random.nextInt(256) : 0;
        ByteWriter out = new ByteWriter().u24(length).u8(sequence).bytes(payload);
        socket.getOutputStream().write(out.toBytes());
    }

    private void logIn(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        readPacket(in);
        long capabilities = Capabilities.PROTOCOL_41 | Capabilities.SECURE_CONNECTION | Capabilities.LONG_PASSWORD
                | Capabilities.CONNECT_WITH_DB | Capabilities.PLUGIN_AUTH;
        ByteWriter login = new ByteWriter().u32(capabilities).u32(1 << 24).u8(45).bytes(new byte[23])
                .zeroTerminated("root").u8(0).zeroTerminated("test").zeroTerminated("mysql_native_password");
        byte[] packet = login.toBytes();
        socket.getOutputStream().write(new ByteWriter().u24(packet.length).u8(1).bytes(packet).toBytes());
        readPacket(in);
    }

    private static void readPacket(DataInputStream in) throws IOException {
        byte[] header = new byte[4];
        in.readFully(header);
        in.skipNBytes((header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16);
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", node.port()), 2000);
        return socket;
    }

    private static void drain(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(Math.max(1, millis));
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        try {
            while (in.read(buffer) >= 0) {
                // what it answers does not matter
            }
        } catch (java.net.SocketTimeoutException e) {
            // enough
        }
        OutputStream out = socket.getOutputStream();
        out.flush();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void assertAlive() throws Exception {
        assertThat(node.running()).isTrue();
        Connection client = nodes.connect(node);
        TestNodes.run(client, "INSERT INTO t (v) VALUES ('alive')");
        assertThat(TestNodes.cell(client, "SELECT COUNT(*) FROM t WHERE v='alive'")).isEqualTo("1");
        TestNodes.await("connections ended", () -> {
            String connected = TestNodes.status(client, "Threads_connected");
            return connected != null && Integer.parseInt(connected) < 60;
        });
    }
}
