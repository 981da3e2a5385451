package dev.lockstep.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lockstep.engine.bytes.ByteWriter;
import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.StatementParameters.BoundType;
import dev.lockstep.engine.wire.StatementParameters.Signedness;
import dev.lockstep.engine.wire.auth.AuthMoreData;
import dev.lockstep.engine.wire.auth.AuthSwitchRequest;
import dev.lockstep.engine.wire.auth.Greeting;
import dev.lockstep.engine.wire.auth.LoginRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated packets through every decoder. Only {@link MalformedBytesException} (of which the framing errors are
 * kinds) may come out. {@code -Dlockstep.fuzz=1000000} sets how many, {@code -Dlockstep.seed=7} where to start; a failure
 * names the seed that reproduces it.
 */
class WireFuzzTest {
    private static final int COUNT = Integer.getInteger("lockstep.fuzz", 100_000);
    private static final long SEED = Long.getLong("lockstep.seed", 1L);
    private static final int MAX_RANDOM_BYTES = 200;
    private static final Blob SCRAMBLE = Blob.of("abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII));
    private static final List<ColumnDefinition> COLUMNS = Arrays.stream(ColumnType.values())
            .map(type -> new ColumnDefinition("", "", "", "c", "", Collations.BINARY, 20, type, 0, 0))
            .toList();
    private static final List<BoundType> BOUND = Arrays.stream(ColumnType.values())
            .map(type -> new BoundType(type, Signedness.SIGNED))
            .toList();

    private static final List<Consumer<byte[]>> DECODERS = List.of(payload -> {
        Command command = Command.decode(payload, Capabilities.SERVER);
        Command again = Command.decode(command.encode(), Capabilities.SERVER);
        if (!(command instanceof ChangeUser)) {
            assertThat(again.encode()).isEqualTo(command.encode());
        }
        if (command instanceof StatementCommand.ComStmtExecute execute) {
            StatementParameters.decode(execute.parameters(), BOUND.size(), BOUND, Map.of());
        }
    }, payload -> Command.decode(payload, 0),
            payload -> StatementParameters.decode(Blob.of(payload), 3, BOUND.subList(0, 3), Map.of())
                    .values()
                    .forEach(ParameterValue::asText),
            payload -> Response.decode(payload).encode(),
            payload -> PrepareOk.decode(payload),
            payload -> ColumnDefinition.decode(payload).encode(),
            payload -> ResultRow.decode(payload, 5).encode(),
            payload -> BinaryRow.decode(payload, COLUMNS),
            payload -> Greeting.decode(payload).encode(),
            payload -> LoginRequest.decode(payload).encode(),
            payload -> AuthSwitchRequest.decode(payload).encode(),
            payload -> AuthMoreData.decode(payload).encode(),
            payload -> SemiSyncHeader.decode(payload, 1),
            payload -> SemiSyncReply.decode(payload));

    private static final List<byte[]> SAMPLES = samples();

    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        CommandTest.commands().forEach(command -> samples.add(command.encode()));
        samples.add(new Greeting("5.5.5-10.11", 7, SCRAMBLE, Capabilities.SERVER, 45, 2, 0, "caching_sha2_password")
                .encode());
        samples.add(new LoginRequest(Capabilities.CLIENT | Capabilities.CONNECT_WITH_DB, 1 << 24, 45, 0, "repl",
                SCRAMBLE, "test", "mysql_native_password", Map.of("_client_name", "lockstep", "k", "v")).encode());
        samples.add(new AuthSwitchRequest("mysql_native_password", SCRAMBLE).encode());
        samples.add(new OkPacket(300, 70_000, 2, 1, "info").encode());
        samples.add(new ServerError(1236, "HY000", "Got fatal error").encode());
        samples.add(ColumnDefinition.number("n").encode());
        samples.add(ResultRow.of("a", null, "ccc", "", "eeeee").encode());
        samples.add(new PrepareOk(1, 2, 3, 4).encode());
        samples.add(BinaryRow.encode(COLUMNS.subList(0, 3), ResultRow.of("1.5", "2", "3")));
        samples.add(HexFormat.of().parseHex("02010880fd000b000203616263080001000000010203"));
        samples.add(new SemiSyncReply.SemiSyncAck("bin.000001", 1454).encode());
        return samples;
    }

    @Test
    void decodersNeverThrowAnythingElse() {
        for (int i = 0; i < COUNT; i++) {
            long seed = SEED + i;
            SplittableRandom random = new SplittableRandom(seed);
            byte[] payload = payload(random);
            int decoder = random.nextInt(DECODERS.size());
            try {
                DECODERS.get(decoder).accept(payload);
            } catch (MalformedBytesException expected) {
                // refused, as it should be
            } catch (RuntimeException | AssertionError e) {
                fail("decoder " + decoder + ", seed " + seed + ", packet " + HexFormat.of().formatHex(payload), e);
            }
        }
    }

    @Test
    void framerKeepsNoMoreThanItWasFed() {
        for (int i = 0; i < COUNT / 10; i++) {
            long seed = SEED + i;
            SplittableRandom random = new SplittableRandom(seed);
            byte[] stream = stream(random);
            PacketFramer framer = new PacketFramer(random.nextInt(1, 5000));
            int taken = 0;
            try {
                taken = feedInPieces(framer, stream, random);
            } catch (FramingException expected) {
                continue;
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
            assertThat(taken + framer.bufferedBytes()).as("seed %d", seed).isLessThanOrEqualTo(stream.length);
        }
    }

    private static int feedInPieces(PacketFramer framer, byte[] stream, SplittableRandom random) {
        int taken = 0;
        int at = 0;
        while (at < stream.length) {
            int piece = Math.min(stream.length - at, random.nextInt(1, 100));
            framer.feed(stream, at, piece);
            at += piece;
            byte[] packet = framer.next();
            while (packet != null) {
                assertThat(packet.length).isLessThanOrEqualTo(framer.maxPacketBytes());
                taken += packet.length;
                packet = framer.next();
            }
        }
        return taken;
    }

    private static byte[] stream(SplittableRandom random) {
        ByteWriter out = new ByteWriter();
        int sequence = 0;
        for (int i = random.nextInt(6); i >= 0; i--) {
            sequence = PacketFramer.frame(out, sequence, payload(random));
        }
        byte[] bytes = out.toBytes();
        return random.nextInt(3) == 0 ? bytes : mutate(bytes, random);
    }

    private static byte[] payload(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            byte[] bytes = new byte[random.nextInt(MAX_RANDOM_BYTES)];
            random.nextBytes(bytes);
            return bytes;
        }
        return mutate(SAMPLES.get(random.nextInt(SAMPLES.size())), random);
    }

    private static byte[] mutate(byte[] sample, SplittableRandom random) {
        byte[] bytes = Arrays.copyOf(sample, Math.max(0, sample.length + Math.min(0, random.nextInt(-20, 20))
                + Math.max(0, random.nextInt(-20, 8))));
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) switch (random.nextInt(4)) {
                case 0 -> 0xff - random.nextInt(6);
                case 1 -> bytes[at] ^ 1 << random.nextInt(8);
                case 2 -> random.nextInt(6);
                default -> random.nextInt(256);
            };
        }
        return bytes;
    }
}
