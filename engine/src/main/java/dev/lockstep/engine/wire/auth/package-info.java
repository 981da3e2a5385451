/**
 * Greeting, login and the two password plugins ({@code mysql_native_password}, {@code caching_sha2_password}): what goes
 * over the wire and how it is proved, never who the accounts are.
 */
@NullMarked
package dev.lockstep.engine.wire.auth;

import org.jspecify.annotations.NullMarked;
