/** System variables: what exists, what is allowed, global and session values. Must not know who reacts to a change. */
@NullMarked
package dev.lockstep.engine.sql.variable;

import org.jspecify.annotations.NullMarked;
