package dev.lockstep.engine.lab;

/**
 * Where and as whom the lab reaches a server.
 *
 * @param host name or address
 * @param port TCP port
 * @param user account
 * @param password in clear, empty for none
 */
public record NodeAddress(String host, int port, String user, String password) {
    /** A server on this machine, as root without a password. */
    static NodeAddress local(int port) {
        return new NodeAddress("127.0.0.1", port, "root", "");
    }

    /** Whether it is on this machine. */
    boolean isLocal() {
        return host.equals("127.0.0.1") || host.equalsIgnoreCase("localhost") || host.equals("::1");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
