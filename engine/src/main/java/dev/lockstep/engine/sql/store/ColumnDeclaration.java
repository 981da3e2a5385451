package dev.lockstep.engine.sql.store;

/** A column as it was declared. */
public record ColumnDeclaration(String name, String type) {}
