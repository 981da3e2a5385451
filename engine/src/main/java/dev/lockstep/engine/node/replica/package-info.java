/**
 * The replica's side of a server: its channels, and the table store as what their appliers apply to. Knows neither
 * sessions nor the wire.
 */
@NullMarked
package dev.lockstep.engine.node.replica;

import org.jspecify.annotations.NullMarked;
