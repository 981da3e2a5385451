package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.expression.EvaluationContext;
import dev.lockstep.engine.sql.expression.Evaluator;
import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.TableStatement;
import dev.lockstep.engine.wire.ColumnDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** H2's prepared statements of one session, by their text. Literals of INSERT, UPDATE and DELETE are bound, if H2 can. */
final class StatementCache {
    private static final int SIZE = 100;
    private static final int RECENT = 4;

    private final Connection connection;
    private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    /** The last few statements as they came: one that a client has prepared is the same object each time. */
    private final @Nullable TableStatement[] recent = new TableStatement[RECENT];
    private final @Nullable Prepared[] recentPrepared = new Prepared[RECENT];
    private int nextRecent;

    /** A statement that H2 has prepared. */
    private static final class Entry {
        final @Nullable PreparedStatement statement;
        private List<ColumnDefinition> columns = List.of();
        private long columnsVersion = -1;

        /** Without a statement: H2 does not take this text with its literals bound. */
        Entry(@Nullable PreparedStatement statement) {
            this.statement = statement;
        }
    }

    /** A statement with what is to be bound. */
    static final class Prepared {
        private final PreparedStatement statement;
        private final List<H2Text.Binding> bindings;
        private final Entry entry;

        private Prepared(PreparedStatement statement, List<H2Text.Binding> bindings, Entry entry) {
            this.statement = statement;
            this.bindings = bindings;
            this.entry = entry;
        }

        PreparedStatement statement() {
            return statement;
        }
    }

    StatementCache(Connection connection) {
        this.connection = connection;
    }

    /** The statement, prepared now or before. */
    Prepared prepare(TableStatement statement) throws SqlError, SQLException {
        for (int i = 0; i < RECENT; i++) {
            Prepared known = recentPrepared[i];
            if (recent[i] == statement && known != null) {
                return known;
            }
        }
        Prepared prepared = byText(statement);
        recent[nextRecent] = statement;
        recentPrepared[nextRecent] = prepared;
        nextRecent = (nextRecent + 1) % RECENT;
        return prepared;
    }

    private void forgetRecent() {
        Arrays.fill(recent, null);
        Arrays.fill(recentPrepared, null);
    }

    private Prepared byText(TableStatement statement) throws SqlError, SQLException {
        H2Text text = H2Text.of(statement, H2Text.Literals.BOUND);
        Entry entry = entries.get(text.sql());
        if (entry == null) {
            entry = prepared(text, hasConstants(text));
        }
        if (entry.statement != null) {
            return new Prepared(entry.statement, text.bindings(), entry);
        }
        H2Text inline = H2Text.of(statement, H2Text.Literals.INLINE);
        Entry plain = entries.get(inline.sql());
        if (plain == null || plain.statement == null) {
            plain = prepared(inline, false);
        }
        PreparedStatement h2 = java.util.Objects.requireNonNull(plain.statement);
        return new Prepared(h2, inline.bindings(), plain);
    }

    private static boolean hasConstants(H2Text text) {
        return text.bindings().stream().anyMatch(H2Text.Binding.Constant.class::isInstance);
    }

    private Entry prepared(H2Text text, boolean mayFail) throws SQLException {
        Entry entry;
        try {
            entry = new Entry(connection.prepareStatement(text.sql()));
        } catch (SQLException failed) {
            if (!mayFail) {
                throw failed;
            }
            entry = new Entry(null);
        }
        entries.put(text.sql(), entry);
        if (entries.size() > SIZE) {
            var eldest = entries.entrySet().iterator();
            Entry oldest = eldest.next().getValue();
            eldest.remove();
            forgetRecent();
            close(oldest);
        }
        return entry;
    }

    private static void close(Entry entry) throws SQLException {
        if (entry.statement != null) {
            entry.statement.close();
        }
    }

    /** Values of what the session evaluates: before H2 is entered, because SLEEP() and the like take their time. */
    static List<@Nullable Object> substitutions(TableStatement statement, EvaluationContext context) throws SqlError {
        if (statement.substitutions().isEmpty()) {
            return List.of();
        }
        Evaluator evaluator = new Evaluator(context);
        List<@Nullable Object> values = new ArrayList<>();
        for (Expression expression : statement.substitutions()) {
            values.add(evaluator.evaluate(expression));
        }
        return values;
    }

    /** Sets the parameters. */
    static void bind(Prepared prepared, List<@Nullable Object> substitutions, EvaluationContext context)
            throws SqlError, SQLException {
        int index = 0;
        for (H2Text.Binding binding : prepared.bindings) {
            Object value = switch (binding) {
                case H2Text.Binding.Parameter(int number) -> context.parameter(number);
                case H2Text.Binding.Substitution(int number) -> substitutions.get(number);
                case H2Text.Binding.Constant(Object constant) -> constant;
            };
            prepared.statement.setObject(++index, CellValues.bindable(value));
        }
    }

    /** Columns of its result. */
    List<ColumnDefinition> columns(Prepared prepared, ResultSet rows, Catalog catalog) throws SQLException {
        Entry entry = prepared.entry;
        long version = catalog.version();
        if (entry.columnsVersion != version) {
            entry.columns = StoreResults.columns(rows.getMetaData(), catalog);
            entry.columnsVersion = version;
        }
        return entry.columns;
    }

    /** Forgets all: names may mean something else now. */
    void clear() {
        forgetRecent();
        for (Entry entry : entries.values()) {
            try {
                close(entry);
            } catch (SQLException closed) {
                // A statement of a closed store.
            }
        }
        entries.clear();
    }
}
