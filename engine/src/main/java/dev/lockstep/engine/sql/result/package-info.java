/** Result sets as values, and the LIKE and WHERE of SHOW over them. Must not know where rows come from. */
@NullMarked
package dev.lockstep.engine.sql.result;

import org.jspecify.annotations.NullMarked;
