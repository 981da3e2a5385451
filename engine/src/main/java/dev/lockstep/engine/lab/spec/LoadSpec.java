package dev.lockstep.engine.lab.spec;

import java.util.List;

/**
 * Clients that write without end.
 *
 * @param node to which they connect
 * @param clients how many connections, each with a thread
 * @param ratePerSecond statements a second of all clients together; 0 for as many as the node answers
 * @param setup run once by one connection before the clients start
 * @param statements run in turn by every client; <code>{n}</code> is a number that counts up over all clients,
 *        <code>{client}</code> the client's number from 1
 * @param initially whether it runs as soon as the topology is up
 */
public record LoadSpec(String node, int clients, int ratePerSecond, List<String> setup, List<String> statements,
        Initially initially) {
    /** How the load stands when the topology is up. */
    public enum Initially {
        ON, OFF
    }

    /** Keeps own copies. */
    public LoadSpec {
        setup = List.copyOf(setup);
        statements = List.copyOf(statements);
    }

    /** What a topology gets that says nothing: four clients that insert one row each time, off at first. */
    public static LoadSpec defaultFor(String node) {
        return new LoadSpec(node, 4, 0,
                List.of("CREATE TABLE IF NOT EXISTS test.lockstep_load (id BIGINT AUTO_INCREMENT PRIMARY KEY, "
                        + "client INT NOT NULL, note VARCHAR(64) NOT NULL)"),
                List.of("INSERT INTO test.lockstep_load (client, note) VALUES ({client}, 'row {n}')"), Initially.OFF);
    }

    /** The same with other figures. */
    public LoadSpec with(int newClients, int newRatePerSecond) {
        return new LoadSpec(node, newClients, newRatePerSecond, setup, statements, initially);
    }
}
