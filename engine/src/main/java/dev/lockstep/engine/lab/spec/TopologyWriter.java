package dev.lockstep.engine.lab.spec;

/** Writes a topology as YAML; reading that gives an equal one. */
public final class TopologyWriter {
    private TopologyWriter() {}

    /** The text of the file. */
    public static String write(Topology topology) {
        return "title: " + topology.title() + "\n";
    }
}
