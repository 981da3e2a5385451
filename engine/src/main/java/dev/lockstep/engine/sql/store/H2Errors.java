package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.SqlError;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Turns H2's errors into the server's, with texts that do not show what H2 was told. */
final class H2Errors {
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");
    private static final Pattern KEY_VALUES = Pattern.compile("/\\* key:(\\S+) \\*/ ?([^)]*)");
    private static final Pattern KEY_NAME = Pattern.compile("\\$(\\w+?)(?:_INDEX_\\w+)? (?:PRIMARY KEY )?ON ");
    private static final Pattern MARKED = Pattern.compile("\\[\\*](\\S*)");

    private H2Errors() {}

    /** Whether H2 undid the whole transaction. */
    static boolean undidTransaction(SQLException error) {
        return error.getErrorCode() == ErrorCode.DEADLOCK_1;
    }

    /**
     * The server's error.
     *
     * @param database current database, for names without one
     * @param source the client's text, for syntax errors
     */
    static SqlError of(SQLException error, String database, String source) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException own && own.getErrorCode() >= 1000 && own.getErrorCode() < 5000) {
                return SqlError.of(own.getErrorCode(), withoutStatement(own.getMessage()));
            }
        }
        String message = withoutStatement(error.getMessage());
        String name = firstQuoted(message);
        return switch (error.getErrorCode()) {
            case ErrorCode.DUPLICATE_KEY_1 -> duplicate(message);
            case ErrorCode.NULL_NOT_ALLOWED -> SqlError.of(1048, "Column '" + name + "' cannot be null");
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1, ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1 ->
                SqlError.of(1146, "Table '" + qualified(database, name) + "' doesn't exist");
            case ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1 ->
                SqlError.of(1050, "Table '" + last(name) + "' already exists");
            case ErrorCode.COLUMN_NOT_FOUND_1 -> SqlError.of(1054, "Unknown column '" + name + "' in 'field list'");
            case ErrorCode.DUPLICATE_COLUMN_NAME_1 -> SqlError.of(1060, "Duplicate column name '" + name + "'");
            case ErrorCode.AMBIGUOUS_COLUMN_NAME_1 ->
                SqlError.of(1052, "Column '" + name + "' in field list is ambiguous");
            case ErrorCode.SCHEMA_NOT_FOUND_1 -> SqlError.of(1049, "Unknown database '" + name + "'");
            case ErrorCode.SYNTAX_ERROR_1, ErrorCode.SYNTAX_ERROR_2 -> syntax(error.getMessage(), source);
            case ErrorCode.LOCK_TIMEOUT_1 ->
                SqlError.of(1205, "Lock wait timeout exceeded; try restarting transaction");
            case ErrorCode.DEADLOCK_1, ErrorCode.CONCURRENT_UPDATE_1 ->
                SqlError.of(1213, "Deadlock found when trying to get lock; try restarting transaction");
            default -> more(error, message, name);
        };
    }

    private static SqlError more(SQLException error, String message, String name) {
        return switch (error.getErrorCode()) {
            case ErrorCode.VALUE_TOO_LONG_2 ->
                SqlError.of(1406, "Data too long for column '" + column(message) + "' at row 1");
            case ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_1, ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_2 ->
                SqlError.of(1264, "Out of range value for column '" + column(message) + "' at row 1");
            case ErrorCode.DATA_CONVERSION_ERROR_1 ->
                SqlError.of(1366, "Incorrect value: '" + last(name) + "' for column at row 1");
            case ErrorCode.INVALID_DATETIME_CONSTANT_2 ->
                SqlError.of(1292, "Incorrect datetime value: '" + value(message) + "'");
            case ErrorCode.DIVISION_BY_ZERO_1 -> SqlError.of(1365, "Division by 0");
            case ErrorCode.COLUMN_COUNT_DOES_NOT_MATCH ->
                SqlError.of(1136, "Column count doesn't match value count at row 1");
            case ErrorCode.FUNCTION_NOT_FOUND_1 -> SqlError.of(1305, "FUNCTION " + name + " does not exist");
            case ErrorCode.SCALAR_SUBQUERY_CONTAINS_MORE_THAN_ONE_ROW ->
                SqlError.of(1242, "Subquery returns more than 1 row");
            case ErrorCode.SUBQUERY_IS_NOT_SINGLE_COLUMN -> SqlError.of(1241, "Operand should contain 1 column(s)");
            case ErrorCode.MUST_GROUP_BY_COLUMN_1 ->
                SqlError.of(1055,
                        "Expression '" + name + "' is not in GROUP BY clause and contains nonaggregated column");
            case ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_PARENT_MISSING_1 ->
                SqlError.of(1452, "Cannot add or update a child row: a foreign key constraint fails");
            case ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_CHILD_EXISTS_1 ->
                SqlError.of(1451, "Cannot delete or update a parent row: a foreign key constraint fails");
            case ErrorCode.STATEMENT_WAS_CANCELED -> SqlError.of(1317, "Query execution was interrupted");
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN, ErrorCode.OBJECT_CLOSED,
                    ErrorCode.CONNECTION_BROKEN_1, ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE ->
                SqlError.of(1053, "Server shutdown in progress");
            case ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1 ->
                SqlError.of(1142, "command denied to user for table '" + last(name) + "'");
            case ErrorCode.ADMIN_RIGHTS_REQUIRED ->
                SqlError.of(1227,
                        "Access denied; you need (at least one of) the SUPER privilege(s) for this operation");
            case ErrorCode.INDEX_NOT_FOUND_1, ErrorCode.CONSTRAINT_NOT_FOUND_1 ->
                SqlError.of(1091, "Can't DROP '" + last(name) + "'; check that column/key exists");
            default -> SqlError.of(1105, "The table store refused the statement (" + error.getErrorCode() + ")");
        };
    }

    private static String withoutStatement(@Nullable String message) {
        String text = message == null ? "" : message;
        int end = text.indexOf("; SQL statement:");
        return end < 0 ? text : text.substring(0, end);
    }

    private static String firstQuoted(String message) {
        Matcher matcher = QUOTED.matcher(message);
        return matcher.find() ? matcher.group(1).replace("\"\"", "\"") : "";
    }

    private static String last(String name) {
        String plain = name.replace("\"", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    private static String qualified(String database, String name) {
        return name.indexOf('.') >= 0 || database.isEmpty() ? name : database + "." + name;
    }

    /** The column that H2 names in {@code Value too long for column "c VARCHAR(3)": ...}. */
    private static String column(String message) {
        String name = firstQuoted(message);
        String plain = name.replace("\"", "");
        int space = plain.indexOf(' ');
        String column = space < 0 ? plain : plain.substring(0, space);
        return column.substring(column.lastIndexOf('.') + 1);
    }

    private static String value(String message) {
        String name = message.replaceFirst("^[^\"]*\"[^\"]*\"[^\"]*", "");
        return firstQuoted(name);
    }

    private static SqlError duplicate(String message) {
        String plain = message.replace("\"", "");
        Matcher key = KEY_NAME.matcher(plain);
        String name = key.find() ? key.group(1) : "PRIMARY";
        Matcher values = KEY_VALUES.matcher(plain);
        String entry = "";
        if (values.find()) {
            String all = values.group(2);
            String first = all.split(", ", 2)[0];
            boolean rowId = plain.contains(" PRIMARY KEY ON ");
            entry = (rowId ? first : all.replace(", ", "-")).replaceFirst("^CAST\\((.*?) AS .*", "$1").replace("'", "")
                    .strip();
        }
        return SqlError.of(1062, "Duplicate entry '" + entry + "' for key '" + name + "'");
    }

    private static SqlError syntax(@Nullable String message, String source) {
        Matcher matcher = MARKED.matcher(message == null ? "" : message);
        String word = matcher.find() ? matcher.group(1).replace("\"", "") : "";
        int at = word.isEmpty() || word.equals("?")
                ? -1
                : source.toLowerCase(Locale.ROOT).lastIndexOf(word.toLowerCase(Locale.ROOT));
        int line = at < 0 ? 1 : 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        return SqlError.syntax(at < 0 ? "" : source.substring(at), line);
    }
}
