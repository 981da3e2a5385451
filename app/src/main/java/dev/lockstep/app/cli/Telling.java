package dev.lockstep.app.cli;

import picocli.CommandLine.Option;

/** What is told of transactions and waits, beside the checks. */
final class Telling {
    @Option(names = "--journey", description = {
            "Afterwards, tell how long transactions took for each stage of their way, and draw the slowest three."})
    boolean journey;

    @Option(names = "--ledger", description = {
            "Tell which acknowledged transactions would be lost, at the end and whenever a node is killed."})
    boolean ledger;

    @Option(names = "--why", description = {
            "Whenever a commit or a replica has waited for a second, print once what it waits for."})
    boolean why;

    boolean anything() {
        return journey || ledger || why;
    }
}
