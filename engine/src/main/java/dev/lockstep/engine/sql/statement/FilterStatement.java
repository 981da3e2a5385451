package dev.lockstep.engine.sql.statement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CHANGE REPLICATION FILTER (MySQL).
 *
 * @param rules names in upper case, such as {@code REPLICATE_DO_DB}; values as text: databases, {@code database.table},
 *        patterns, or {@code from->to}; an empty list takes a rule away
 * @param channel empty for all channels
 */
public record FilterStatement(Map<String, List<String>> rules, Optional<String> channel) implements Statement {}
