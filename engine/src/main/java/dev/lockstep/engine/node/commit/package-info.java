/**
 * The way of a transaction into the binlog and the table store: MySQL 5.7's three commit stages with the mutexes and
 * hooks where the server has them (semisync.md F.1). Knows neither sessions nor SQL.
 */
@NullMarked
package dev.lockstep.engine.node.commit;

import org.jspecify.annotations.NullMarked;
