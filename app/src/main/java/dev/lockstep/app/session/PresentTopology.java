package dev.lockstep.app.session;

import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.Topology;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import java.util.ArrayList;
import java.util.List;

/** The topology as it stands: with the channels that there are, whoever made them: the lab, a person, or any client. */
final class PresentTopology {
    private PresentTopology() {}

    static Topology of(Topology told, LabState state) {
        List<ChannelSpec> channels = new ArrayList<>();
        for (ChannelState channel : state.channels()) {
            String source = channel.source();
            if (source != null && told.node(source).isPresent() && told.node(channel.replica()).isPresent()) {
                channels.add(new ChannelSpec(channel.replica(), source, channel.channel(), userOf(told, channel)));
            }
        }
        return told.withChannels(channels);
    }

    private static String userOf(Topology told, ChannelState channel) {
        return told.channels().stream()
                .filter(one -> one.replica().equals(channel.replica()) && one.name().equals(channel.channel()))
                .map(ChannelSpec::user).findFirst().orElse(ChannelSpec.DEFAULT_USER);
    }
}
