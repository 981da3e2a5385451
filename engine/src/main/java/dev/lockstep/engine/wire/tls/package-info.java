/**
 * Certificates and keys as files have them: makes self-signed ones, reads and writes PEM. Bytes in, values out; knows
 * nothing of connections.
 */
@NullMarked
package dev.lockstep.engine.wire.tls;

import org.jspecify.annotations.NullMarked;
