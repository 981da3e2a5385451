/**
 * The one seam to the outside: clock, threads, traced locks, network, files and chance. Engine code is plain blocking
 * code on a {@link dev.lockstep.engine.world.World}; nothing else in the engine reads a clock, starts a thread, opens a
 * socket or a file, or takes a lock. Knows nothing of MySQL.
 */
@NullMarked
package dev.lockstep.engine.world;

import org.jspecify.annotations.NullMarked;
