/**
 * The source's half of semi-synchronous replication: which commits wait for which ACK, and who reads ACKs. Knows positions
 * and transports; must not know channels, sessions or nodes.
 */
@NullMarked
package dev.lockstep.engine.semisync.source;

import org.jspecify.annotations.NullMarked;
