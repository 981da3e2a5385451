/** A channel's packets byte by byte: what was on the wire, what the slave believed of it, and what became of it. */
@NullMarked
package dev.lockstep.app.packets;

import org.jspecify.annotations.NullMarked;
