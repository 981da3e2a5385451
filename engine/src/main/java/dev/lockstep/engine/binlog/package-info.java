/** Binlog version 4: events as values, their codecs and checksums. No I/O, no threads. */
@NullMarked
package dev.lockstep.engine.binlog;

import org.jspecify.annotations.NullMarked;
