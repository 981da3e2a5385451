/**
 * The MySQL client/server protocol 4.1, both directions: packets in, values out, and back. Pure codecs: no I/O, no
 * threads, no clock; knows neither the binlog's events nor how a session answers.
 */
@NullMarked
package dev.lockstep.engine.wire;

import org.jspecify.annotations.NullMarked;
