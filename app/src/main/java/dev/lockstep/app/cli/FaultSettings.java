package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.FaultText;
import dev.lockstep.engine.lab.spec.SpecException;
import dev.lockstep.engine.lab.spec.Topology;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the words that can break things as soon as the servers are up. */
final class FaultSettings {
    @Option(names = "--fault", paramLabel = "PLACE: FAULT", description = {
            "Break something as soon as the servers are up; may be given several times.",
            "On the line of a replica to its source, with bytes to one of them or both:",
            "  'S<-M: latency=50ms jitter=5ms to-source'   'S<-M: stall to-replica'   'S<-M: lose-ack=1'",
            "  'S<-M: split-ack=5 gap=5ms'   'S<-M: cut=close|reset|silent'   ('S[NAME]<-M' for a named channel)",
            "On a node:",
            "  'M: slow-fsync=200ms files=binlog|relay-log|all'   'M: failing-fsync=binlog'   'M: torn-write=binlog'",
            "  'M: flip-byte=relay-log'   'M: freeze=ack-receiver|dump|io|sql of=S'   'M: clock=-90s'"})
    List<String> faults = List.of();

    /** The topology with these faults. */
    Topology in(Topology topology) throws SpecException {
        List<FaultSpec> read = new ArrayList<>();
        for (String text : faults) {
            read.addAll(FaultText.parse(text, topology));
        }
        return topology.withFaults(read);
    }
}
