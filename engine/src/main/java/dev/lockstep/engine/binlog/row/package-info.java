/**
 * Columns and row images: Java values to MySQL's binary row format and back. Knows nothing of tables that exist, only of
 * what a table map says.
 */
@NullMarked
package dev.lockstep.engine.binlog.row;

import org.jspecify.annotations.NullMarked;
