package dev.lockstep.engine.real;

import com.github.shyiko.mysql.binlog.BinaryLogFileReader;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.RowsEvent;
import dev.lockstep.engine.binlog.TableMap;
import dev.lockstep.engine.binlog.row.RowCodec;
import dev.lockstep.engine.binlog.row.TableSpec;
import dev.lockstep.engine.log.BinlogReader;
import dev.lockstep.engine.log.ReadOptions;
import dev.lockstep.engine.trace.TraceLog;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.LiveWorlds;
import dev.lockstep.engine.world.LockModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures our decoder against com.zendesk:mysql-binlog-connector-java on one file that a real MariaDB has written: both
 * decode all events down to the values of all rows, in turn, in one thread, whose CPU time counts; ours verifies the checksums, too. Run by hand,
 * see docs/benchmarks.md.
 */
public final class DecodingMeasurement {
    private static final int WARM = 5;

    private DecodingMeasurement() {}

    private record Count(long events, long rows) {}

    private record Table(TableMap map, RowCodec codec) {}

    /** Arguments: folder, which keeps the file for the next run; rounds. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        Path file = folder.resolve("bin.000001");
        if (!java.nio.file.Files.exists(file)) {
            write(folder, file);
        }
        double[] library = new double[rounds];
        double[] ours = new double[rounds];
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        try (LiveWorlds worlds = new LiveWorlds(new TraceLog(), LockModel.DEFAULT)) {
            Files files = worlds.open("reader", folder).files();
            for (int i = -WARM; i < rounds; i++) {
                long start = cpu.getCurrentThreadCpuTime();
                Count theirs = byTheLibrary(file);
                long middle = cpu.getCurrentThreadCpuTime();
                Count own = byUs(files, file.getFileName().toString());
                long end = cpu.getCurrentThreadCpuTime();
                if (!own.equals(theirs)) {
                    throw new IllegalStateException("we read " + own + ", the library " + theirs);
                }
                if (i >= 0) {
                    library[i] = own.events() * 1e9 / (middle - start);
                    ours[i] = own.events() * 1e9 / (end - middle);
                } else if (i == -1) {
                    System.out.println(own + ", " + java.nio.file.Files.size(file) + " bytes");
                }
            }
        }
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, i -> ours[i] / library[i]);
        Arrays.sort(library);
        Arrays.sort(ours);
        Arrays.sort(ratios);
        System.out.printf("library %.0f events a CPU second, ours %.0f; ratio: median %.2f, quartiles %.2f to %.2f%n",
                library[rounds / 2], ours[rounds / 2], ratios[rounds / 2], ratios[rounds / 4],
                ratios[rounds * 3 / 4]);
    }

    private static void write(Path folder, Path file) throws Exception {
        try (RealServer server = RealServer.mariaDb().start(folder.resolve("server"), 1)) {
            ManyChanges.write(server, 100_000, 500);
            ManyChanges.write(server, 10_000, 1);
            java.nio.file.Files.copy(server.data().resolve("bin.000001"), file);
        }
    }

    private static Count byTheLibrary(Path file) throws IOException {
        long events = 0;
        long rows = 0;
        try (BinaryLogFileReader reader = new BinaryLogFileReader(file.toFile(), new EventDeserializer())) {
            for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
                EventData data = event.getData();
                events++;
                rows += switch (data) {
                    case WriteRowsEventData written -> written.getRows().size();
                    case UpdateRowsEventData updated -> updated.getRows().size();
                    case DeleteRowsEventData deleted -> deleted.getRows().size();
                    case null, default -> 0;
                };
            }
        }
        return new Count(events, rows);
    }

    private static Count byUs(Files files, String name) throws IOException {
        long events = 1;
        long rows = 0;
        Map<Long, Table> tables = new HashMap<>();
        try (BinlogReader reader = BinlogReader.open(files, name, ReadOptions.BINLOG)) {
            long end = reader.fileSize();
            for (EncodedEvent encoded = reader.next(end); encoded != null; encoded = reader.next(end)) {
                BinlogEvent event = reader.decode(encoded);
                events++;
                if (event instanceof TableMap map) {
                    Table known = tables.get(map.tableId());
                    if (known == null || !known.map().equals(map)) {
                        tables.put(map.tableId(), new Table(map, new RowCodec(TableSpec.of(map))));
                    }
                } else if (event instanceof RowsEvent changes) {
                    Table table = tables.get(changes.tableId());
                    if (table == null) {
                        throw new IllegalStateException("rows of an unknown table");
                    }
                    rows += table.codec().decode(changes).size();
                }
            }
        }
        return new Count(events, rows);
    }
}
