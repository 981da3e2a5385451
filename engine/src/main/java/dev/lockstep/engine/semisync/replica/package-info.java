/**
 * The replica's half of semi-synchronous replication: what a receiver thread believes about its stream. Must not know
 * channels or nodes.
 */
@NullMarked
package dev.lockstep.engine.semisync.replica;

import org.jspecify.annotations.NullMarked;
