/**
 * What happened, when and in which thread: an append-only record from which every view and every check is drawn. Lock
 * operations are kept as two words each, everything else as immutable events. Knows positions and GTIDs, nothing else of
 * the engine.
 */
@NullMarked
package dev.lockstep.engine.trace;

import org.jspecify.annotations.NullMarked;
