package dev.lockstep.app.session;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The topology as it stands: with the channels that there are, whoever made them: the lab, a person, or any client. */
final class PresentTopology {
    private PresentTopology() {}

    static Topology of(Topology told, LabState state) {
        List<ChannelSpec> channels = new ArrayList<>();
        for (ChannelState channel : state.channels()) {
            String source = channel.source();
            if (source != null && told.node(source).isPresent() && told.node(channel.replica()).isPresent()) {
                channels.add(asTold(told, channel).map(one -> one.from(source))
                        .orElseGet(() -> new ChannelSpec(channel.replica(), source, channel.channel(),
                                ChannelSpec.DEFAULT_USER)));
            }
        }
        return told.withChannels(channels);
    }

    /** With the account that it was made with. */
    private static Optional<ChannelSpec> asTold(Topology told, ChannelState channel) {
        return told.channels().stream()
                .filter(one -> one.replica().equals(channel.replica()) && one.name().equals(channel.channel()))
                .findFirst();
    }
}
