/**
 * Binlog and relay log files with their indexes and state files, on {@code world.Files}. No locks, no threads: callers hold
 * {@code LOCK_log} and its kin.
 */
@NullMarked
package dev.lockstep.engine.log;

import org.jspecify.annotations.NullMarked;
