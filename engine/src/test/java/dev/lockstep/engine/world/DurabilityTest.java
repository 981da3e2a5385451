package dev.lockstep.engine.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.TraceLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut leaves of files that were written through a world. */
class DurabilityTest {
    @TempDir
    private Path folder = Path.of("");

    private final LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT);

    private World open() throws IOException {
        return worlds.open("m", folder);
    }

    private static void write(WorldFile file, long position, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.write(position, bytes, 0, bytes.length);
    }

    private String read(String name) throws IOException {
        return java.nio.file.Files.readString(folder.resolve(name));
    }

    @Test
    void whatWasForcedStaysAndTheRestIsGone() throws IOException {
        World world = open();
        WorldFile file = world.files().open("log.000001");
        write(file, 0, "durable,");
        file.force();
        write(file, 8, "lost");
        write(file, 0, "D");
        file.truncate(6);
        write(file, 6, "x");
        write(world.files().open("never.000001"), 0, "forced");
        world.losePower();
        assertThat(read("log.000001")).isEqualTo("durable,");
        assertThat(folder.resolve("never.000001")).doesNotExist();
    }

    @Test
    void aKilledServerLosesNothingUntilItsMachineDoes() throws IOException {
        World world = open();
        WorldFile file = world.files().open("log.000001");
        file.force();
        write(file, 0, "written");
        world.kill();
        assertThat(read("log.000001")).isEqualTo("written");
        World next = open();
        next.losePower();
        assertThat(read("log.000001")).isEmpty();
    }

    @Test
    void aFileThatWasReplacedOrRenamedIsTheNewOne() throws IOException {
        World world = open();
        world.files().replace("state", "one".getBytes(StandardCharsets.UTF_8));
        world.files().replace("state", "two".getBytes(StandardCharsets.UTF_8));
        world.losePower();
        assertThat(read("state")).isEqualTo("two");
    }

    @Test
    void aTornWriteIsThereByHalfAndWritesBeforeItAreWhole() throws Exception {
        World world = open();
        WorldFile file = world.files().open("log.000001");
        file.force();
        write(file, 0, "first,");
        write(file, 6, "second");
        worlds.faults("m").set(new Fault.TornWrite(Fault.Files.BINLOG));
        world.losePower();
        assertThat(read("log.000001")).isEqualTo("first,sec");
        assertThat(worlds.faults("m").active()).isEmpty();
    }
}
