/** Debezium's embedded engine reads the binlogs of lab nodes; alone, because its libraries do not go with the engine's. */
@NullMarked
package dev.lockstep.debezium;

import org.jspecify.annotations.NullMarked;
