/**
 * A connection that speaks the MySQL protocol over a {@link dev.lockstep.engine.world.Transport}: packets with their
 * sequence numbers, the connection phase of a server and of a client. Knows nothing of SQL, sessions or replication.
 */
@NullMarked
package dev.lockstep.engine.link;

import org.jspecify.annotations.NullMarked;
