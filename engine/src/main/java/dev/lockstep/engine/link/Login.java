package dev.lockstep.engine.link;

import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.auth.LoginRequest;

/**
 * A login whose password was right. The server has not answered yet: the caller looks for the database and then sends OK
 * or an error.
 *
 * @param account who it is
 * @param host where the client comes from, without a port
 * @param capabilities those that both sides have
 * @param scramble of the greeting
 * @param request all that the client said
 */
public record Login(Account account, String host, long capabilities, Blob scramble, LoginRequest request) {}
