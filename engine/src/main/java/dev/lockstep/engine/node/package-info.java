/**
 * One running server: listener, sessions, group commit, variables, status, recovery. Ties all levels below together and
 * is driven over its TCP port like any server; knows nothing of the lab that runs it.
 */
@NullMarked
package dev.lockstep.engine.node;

import org.jspecify.annotations.NullMarked;
