/**
 * The topology: who replicates from whom, drawn on a canvas from the trace alone. Commands leave through
 * {@link dev.lockstep.app.topology.TopologyActions}; nothing here asks a node or the engine anything.
 */
@NullMarked
package dev.lockstep.app.topology;

import org.jspecify.annotations.NullMarked;
