/**
 * Connections of a server: who is connected, the commands a client sends, the answers it gets, and the statements that
 * the server itself carries out. Knows the table store only through {@code sql}, and nothing of sockets below a link.
 */
@NullMarked
package dev.lockstep.engine.node.session;

import org.jspecify.annotations.NullMarked;
