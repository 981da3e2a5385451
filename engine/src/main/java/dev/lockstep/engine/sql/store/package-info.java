/** Tables of one node in an embedded H2. The only place that knows H2 or java.sql, and the only one that may block in it. */
@NullMarked
package dev.lockstep.engine.sql.store;

import org.jspecify.annotations.NullMarked;
