/** Scalar expressions: their tree and its evaluation. Must not know sessions; a context answers for them. */
@NullMarked
package dev.lockstep.engine.sql.expression;

import org.jspecify.annotations.NullMarked;
