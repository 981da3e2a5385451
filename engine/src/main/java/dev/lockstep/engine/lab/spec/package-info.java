/**
 * What a topology file says, as immutable records, with reading and writing side by side. Starts nothing and knows
 * nothing of running nodes.
 */
@NullMarked
package dev.lockstep.engine.lab.spec;

import org.jspecify.annotations.NullMarked;
