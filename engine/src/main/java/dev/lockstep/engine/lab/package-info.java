/**
 * A lab: nodes, channels and a load, started from a topology and spoken to as any client would, over TCP. Plays scenarios
 * and judges their checks. Knows nothing of windows.
 */
@NullMarked
package dev.lockstep.engine.lab;

import org.jspecify.annotations.NullMarked;
