package dev.lockstep.engine.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes {@code docs/interop.md} from the outcomes that the tests left in {@code engine/target/interop}. Rows and cells that
 * were not run keep what the document says of them.
 */
public final class InteropDocument {
    private static final List<String> ROWS = List.of("lab → MariaDB 10.11", "lab → MySQL 8.0", "MariaDB 10.11 → lab",
            "MySQL 8.0 → lab", "MySQL 5.6 → lab", "lab → lab");
    private static final String BOUND = "| source → replica |";

    /** Beside the columns: how many transactions, and when. */
    private static final int CELLS = Column.values().length + 2;

    private InteropDocument() {}

    /** Rewrites the document. */
    public static void main(String[] arguments) throws IOException {
        Path document = Cache.root().resolve("docs").resolve("interop.md");
        Map<String, List<String>> table = new LinkedHashMap<>();
        ROWS.forEach(row -> table.put(row, new ArrayList<>(
                java.util.Collections.nCopies(CELLS, "not run"))));
        if (Files.exists(document)) {
            Files.readAllLines(document).forEach(line -> keep(line, table));
        }
        if (Files.isDirectory(CellRecorder.folder())) {
            try (Stream<Path> rows = Files.list(CellRecorder.folder())) {
                for (Path row : rows.toList()) {
                    merge(row, table);
                }
            }
        }
        Files.writeString(document, text(table));
    }

    private static void keep(String line, Map<String, List<String>> table) {
        String[] cells = line.split("\\|");
        List<String> row = cells.length == CELLS + 2 ? table.get(cells[1].strip()) : null;
        if (row != null) {
            for (int i = 0; i < row.size(); i++) {
                row.set(i, cells[i + 2].strip());
            }
        }
    }

    private static void merge(Path folder, Map<String, List<String>> table) throws IOException {
        List<String> head = Files.readAllLines(folder.resolve("row.txt"));
        List<String> row = table.computeIfAbsent(head.getFirst(),
                name -> new ArrayList<>(java.util.Collections.nCopies(CELLS, "not run")));
        SortedSet<Integer> transactions = new TreeSet<>();
        SortedSet<String> times = new TreeSet<>();
        for (Column column : Column.values()) {
            Path file = folder.resolve(column.name() + ".txt");
            if (!Files.exists(file)) {
                // what the document says of it is older
                Pattern.compile("\\d+").matcher(row.get(CELLS - 2)).results()
                        .forEach(number -> transactions.add(Integer.valueOf(number.group())));
                times.addAll(List.of(row.get(CELLS - 1).split(" to ")));
            } else {
                List<String> lines = Files.readAllLines(file);
                row.set(column.ordinal(), lines.getFirst().replace("|", "/"));
                transactions.add(Integer.valueOf(lines.get(1)));
                times.add(lines.get(2).replace('T', ' ').replace("Z", " UTC"));
            }
        }
        row.set(CELLS - 2, span(transactions));
        row.set(CELLS - 1, span(times));
    }

    private static <T> String span(SortedSet<T> values) {
        return values.size() == 1 ? values.first() + "" : values.first() + " to " + values.last();
    }

    private static String text(Map<String, List<String>> table) {
        StringBuilder text = new StringBuilder(
                """
                        # Real servers beside lab nodes

                        Written by `InteropDocument` from what the tests of `dev.lockstep.engine.real` found; do not edit. One test class \
                        for each row, one test for each cell. **yes**: the real pair and the lab pair did the workload (the last columns \
                        say how many and when; mixed transactions: inserts, updates, deletes, several statements on several tables, definitions \
                        between them), and then all rows of all tables were the same at both ends, read over JDBC. \
                        **no**: the test failed. **–**: the real server cannot do it.

                        The lab's nodes have the profile `mariadb-10.11` beside MariaDB, `mysql-5.7.23` beside MySQL. The real servers are \
                        MariaDB 10.11.5, MySQL 8.0.33 and MySQL 5.6.14 out of Maven artifacts. `mvn verify` runs the rows with MariaDB with \
                        300 transactions in each cell; `mvn verify -Preal-mysql` all rows with 10,000. Both ends are of lax durability \
                        (`sync_binlog=0`, `innodb_flush_log_at_trx_commit=0`): no cell ends a server but in good order. To write this \
                        file, run `InteropDocument` from the engine's test class path with `-Dlockstep.root=.`. What else was run with \
                        `-Preal-mysql`, and when: [benchmarks](benchmarks.md#with-real-mysql-servers).

                        """);
        text.append(BOUND);
        for (Column column : Column.values()) {
            text.append(' ').append(column.title()).append(" |");
        }
        text.append(" transactions | run |\n|---|").append("---|".repeat(CELLS)).append('\n');
        table.forEach((name, cells) -> {
            text.append("| ").append(name).append(" |");
            cells.forEach(cell -> text.append(' ').append(cell).append(" |"));
            text.append('\n');
        });
        return text.toString();
    }
}
