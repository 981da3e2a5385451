/**
 * Bounded little-endian cursors over byte arrays: the only place where the codecs touch raw bytes. Knows nothing of
 * MySQL.
 */
@NullMarked
package dev.lockstep.engine.bytes;

import org.jspecify.annotations.NullMarked;
