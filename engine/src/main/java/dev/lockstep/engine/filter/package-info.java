/**
 * Replication filters: which databases and tables an applier leaves out, and which databases it renames. Values and pure
 * decisions; must not know events, channels or statements.
 */
@NullMarked
package dev.lockstep.engine.filter;

import org.jspecify.annotations.NullMarked;
