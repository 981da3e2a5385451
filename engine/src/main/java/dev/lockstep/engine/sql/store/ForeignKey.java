package dev.lockstep.engine.sql.store;

import dev.lockstep.engine.sql.statement.TableName;
import java.util.List;

/**
 * A foreign key as it was declared.
 *
 * @param actions such as {@code ON DELETE RESTRICT}, may be empty. Actions that change rows are refused when the table is
 *        made: a server does not log such changes, while the store's triggers would report them.
 */
public record ForeignKey(String name, List<String> columns, TableName references, List<String> referenced,
        String actions) {}
