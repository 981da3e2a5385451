package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabNode;
import dev.lockstep.engine.trace.TraceEvent;
import java.io.PrintStream;
import java.util.List;

/** Keeps a lab up until Ctrl-C or until all its servers have been shut down, and shows what their error logs say. */
final class Foreground {
    private static final long POLL_MILLIS = 200;

    private Foreground() {}

    static void stay(Lab lab, PrintStream out) throws InterruptedException {
        long next = lab.trace().eventEnd();
        while (lab.nodes().stream().anyMatch(node -> node.state() != LabNode.State.DOWN)) {
            long end = lab.trace().eventEnd();
            List<TraceEvent> events = lab.trace().events(next, end);
            next = end;
            for (TraceEvent event : events) {
                if (event instanceof TraceEvent.LogLine line) {
                    out.println(line.node() + " [" + line.level() + "] " + line.text());
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** How to reach a node. */
    static void printAddress(LabNode node, PrintStream out) {
        out.printf("%-12s %-16s %s   mariadb -h%s -P%d -u%s%s%n", node.name(), node.profile().name(), node.address(),
                node.address().host(), node.port(), node.address().user(),
                node.address().password().isEmpty() ? "" : " -p");
    }
}
