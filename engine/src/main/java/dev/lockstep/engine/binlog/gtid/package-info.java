/** Global transaction identifiers and sets of them, in the forms of MySQL and of MariaDB. Knows nothing of events. */
@NullMarked
package dev.lockstep.engine.binlog.gtid;

import org.jspecify.annotations.NullMarked;
