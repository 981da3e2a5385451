/** Statements typed to a node, and what controls sent, with the answers. */
@NullMarked
package dev.lockstep.app.console;

import org.jspecify.annotations.NullMarked;
