package dev.lockstep.app.session;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.NodeSpec;
import org.jspecify.annotations.Nullable;

/** A change of the running lab that can be taken back. Remembers what the way back needs. Both ways block. */
public sealed interface LabEdit {
    /** What is changed, in words. */
    String title();

    /** Does it, for the first time or again. */
    void apply(LabSession lab) throws LabException;

    /** Takes it back. */
    void revert(LabSession lab) throws LabException;

    /** A new node. */
    final class AddNode implements LabEdit {
        private NodeSpec spec;

        /** To be added. */
        public AddNode(NodeSpec spec) {
            this.spec = spec;
        }

        @Override
        public String title() {
            return "add node " + spec.name();
        }

        @Override
        public void apply(LabSession lab) throws LabException {
            lab.addNode(spec);
        }

        @Override
        public void revert(LabSession lab) throws LabException {
            spec = lab.removeNode(spec.name());
        }
    }

    /** A node less. */
    final class RemoveNode implements LabEdit {
        private final String name;
        private @Nullable NodeSpec removed;

        /** To be removed. */
        public RemoveNode(String name) {
            this.name = name;
        }

        @Override
        public String title() {
            return "delete node " + name;
        }

        @Override
        public void apply(LabSession lab) throws LabException {
            removed = lab.removeNode(name);
        }

        @Override
        public void revert(LabSession lab) throws LabException {
            if (removed != null) {
                lab.addNode(removed);
            }
        }
    }

    /** A new channel. */
    final class AddChannel implements LabEdit {
        private final ChannelSpec channel;
        private @Nullable BinlogPosition from;

        /** To be made. */
        public AddChannel(ChannelSpec channel) {
            this.channel = channel;
        }

        @Override
        public String title() {
            return "channel " + quoted(channel.name()) + " from " + channel.source() + " to " + channel.replica();
        }

        @Override
        public void apply(LabSession lab) throws LabException {
            lab.addChannel(channel, from);
        }

        @Override
        public void revert(LabSession lab) throws LabException {
            from = lab.removeChannel(channel.replica(), channel.name());
        }
    }

    /** Another source for a channel. */
    final class PointChannel implements LabEdit {
        private final ChannelSpec before;
        private final ChannelSpec after;
        private @Nullable BinlogPosition inBefore;
        private @Nullable BinlogPosition inAfter;

        /** To be pointed elsewhere. */
        public PointChannel(ChannelSpec before, String source) {
            this.before = before;
            after = before.from(source);
        }

        @Override
        public String title() {
            return "point channel " + quoted(after.name()) + " of " + after.replica() + " to " + after.source();
        }

        @Override
        public void apply(LabSession lab) throws LabException {
            inBefore = lab.pointChannel(after, inAfter);
        }

        @Override
        public void revert(LabSession lab) throws LabException {
            inAfter = lab.pointChannel(before, inBefore);
        }
    }

    /** A channel less. */
    final class RemoveChannel implements LabEdit {
        private final ChannelSpec channel;
        private @Nullable BinlogPosition applied;

        /** To be removed. */
        public RemoveChannel(ChannelSpec channel) {
            this.channel = channel;
        }

        @Override
        public String title() {
            return "delete channel " + quoted(channel.name()) + " of " + channel.replica();
        }

        @Override
        public void apply(LabSession lab) throws LabException {
            applied = lab.removeChannel(channel.replica(), channel.name());
        }

        @Override
        public void revert(LabSession lab) throws LabException {
            lab.addChannel(channel, applied);
        }
    }

    private static String quoted(String channel) {
        return "'" + channel + "'";
    }
}
