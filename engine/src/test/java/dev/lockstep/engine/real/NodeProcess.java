package dev.lockstep.engine.real;

import dev.lockstep.engine.lab.Lab;
import dev.lockstep.engine.lab.LabOptions;
import dev.lockstep.engine.lab.spec.NodeSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.world.LockModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** One node in a process of its own, as {@code ./lockstep node} is, so that it is a fair peer of a real server. */
public final class NodeProcess {
    private NodeProcess() {}

    /** Arguments: folder, profile, server id, locks ({@code model} or {@code os}), variables as {@code name=value}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String option : List.of(arguments).subList(4, arguments.length)) {
            String[] parts = option.split("=", 2);
            variables.put(parts[0], parts[1]);
        }
        String name = Objects.requireNonNull(folder.getFileName()).toString();
        NodeSpec node = new NodeSpec(name, arguments[1], Long.parseLong(arguments[2]), 0, variables);
        LockModel locks = arguments[3].equals("os") ? new LockModel.Os() : LockModel.DEFAULT;
        Lab lab = Lab.start(new Topology(name, "", List.of(node), List.of(), null, null),
                new LabOptions(folder.getParent(), locks, 0));
        lab.trace().endRecording();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(lab::close));
        System.out.println("port " + lab.nodes().getFirst().port());
        new CountDownLatch(1).await();
    }
}
