package dev.lockstep.engine.sql.store;

import java.util.List;

/** A table as it was declared to MySQL. TO DO in the next commit: keys, options, {@code binlog.row} columns. */
public record TableDefinition(String database, String name, List<ColumnDeclaration> columns) {}
