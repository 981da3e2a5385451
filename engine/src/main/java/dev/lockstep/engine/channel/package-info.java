/**
 * A replication channel, both ends: the dump thread of a source; the receiver thread, relay log and applier thread of a
 * replica. Knows links, logs and semi-sync; must not know sessions, group commit or nodes.
 */
@NullMarked
package dev.lockstep.engine.channel;

import org.jspecify.annotations.NullMarked;
