/** What every part of the SQL front end shares: the typed error and scopes. Must not know nodes, channels or sockets. */
@NullMarked
package dev.lockstep.engine.sql;

import org.jspecify.annotations.NullMarked;
