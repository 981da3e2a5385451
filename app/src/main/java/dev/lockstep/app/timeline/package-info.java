/**
 * The lock timeline: what the threads of a node did with one lock, from nanoseconds to minutes, drawn from the trace's
 * rows alone. Knows nothing of nodes and of the engine beyond {@code engine.trace}.
 */
@NullMarked
package dev.lockstep.app.timeline;

import org.jspecify.annotations.NullMarked;
