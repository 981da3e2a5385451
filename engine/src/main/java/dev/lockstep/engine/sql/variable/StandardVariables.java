package dev.lockstep.engine.sql.variable;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.variable.SystemVariable.Reach;
import dev.lockstep.engine.sql.variable.SystemVariable.Writability;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables that every node has, with defaults of MySQL 5.7; a node presets what its profile says otherwise. Read from
 * {@code variables.txt} beside this class.
 */
public final class StandardVariables {
    private static final int FIELDS = 7;
    private static final List<SystemVariable> ALL = load();

    private StandardVariables() {}

    /** All of them. */
    public static List<SystemVariable> all() {
        return ALL;
    }

    private static List<SystemVariable> load() {
        InputStream stream = StandardVariables.class.getResourceAsStream("variables.txt");
        if (stream == null) {
            throw new IllegalStateException("variables.txt is missing beside " + StandardVariables.class);
        }
        List<SystemVariable> variables = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    variables.add(parse(line));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(variables);
    }

    private static SystemVariable parse(String line) {
        String[] fields = line.split("\\|", FIELDS);
        if (fields.length != FIELDS) {
            throw new IllegalStateException("variables.txt: " + line);
        }
        Reach reach = switch (fields[1]) {
            case "G" -> Reach.GLOBAL;
            case "S" -> Reach.SESSION;
            default -> Reach.BOTH;
        };
        Writability writability = fields[2].equals("rw") ? Writability.DYNAMIC : Writability.READ_ONLY;
        VariableType type = type(fields[3]);
        List<String> aliases = fields[5].isEmpty() ? List.of() : List.of(fields[5].split(","));
        SystemVariable bare = new SystemVariable(fields[0], reach, writability, type, null, aliases, fields[6]);
        return new SystemVariable(fields[0], reach, writability, type, value(bare, fields[4]), aliases, fields[6]);
    }

    private static VariableType type(String text) {
        String[] words = text.split(" ", 3);
        return switch (words[0]) {
            case "switch" -> new VariableType.Switch();
            case "whole" -> new VariableType.Whole(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "decimal" -> new VariableType.Decimal(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
            case "choice" -> new VariableType.Choice(List.of(words[1].split(",")));
            case "flags" -> new VariableType.Flags(List.of(words[1].split(",")));
            case "text" -> new VariableType.Text();
            case "nullable" -> new VariableType.NullableText();
            default -> throw new IllegalStateException("variables.txt: type " + text);
        };
    }

    private static @Nullable Object value(SystemVariable variable, String text) {
        try {
            return variable.type() instanceof VariableType.NullableText && text.equals("NULL")
                    ? null : ValueCheck.checkText(variable, text);
        } catch (SqlError wrong) {
            throw new IllegalStateException("variables.txt: " + variable.name(), wrong);
        }
    }
}
