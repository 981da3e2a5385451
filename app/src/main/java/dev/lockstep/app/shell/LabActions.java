package dev.lockstep.app.shell;

import dev.lockstep.app.control.Command;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.LabEdit;
import dev.lockstep.app.session.NodeCommand;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.topology.TopologyActions;
import dev.lockstep.engine.lab.ChannelSql;
import dev.lockstep.engine.lab.spec.ChannelSpec;
import dev.lockstep.engine.lab.spec.FaultSpec;
import dev.lockstep.engine.lab.spec.FaultText;
import dev.lockstep.engine.lab.spec.SpecException;
import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.LabState;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What the controls stand for: each sends its SQL as any client does, and leaves a mark on the recording. */
final class LabActions implements TopologyActions {
    private static final String WAIT_COUNT = "rpl_semi_sync_master_wait_for_slave_count";
    private static final int LARGEST_WAIT_COUNT = 65_535;

    private static final LabState NOTHING = new LabState(0, Map.of(), List.of(),
            new LabState.StoryState("", "", List.of(), List.of(), "", ""), new LabState.LoadState(false, 0), Map.of(),
            List.of());

    private final Workspace workspace;
    private BiConsumer<String, String> onShowBytes = (_, _) -> {};

    LabActions(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public void changeWaitCount(String node, int delta) {
        OpenLab lab = workspace.getLab();
        NodeState state = lab == null ? null : lab.recording().live().nodes().get(node);
        if (state == null) {
            return;
        }
        String now = state.variables().getOrDefault(WAIT_COUNT, "1");
        int count = Math.clamp((now.matches("\\d{1,9}") ? Integer.parseInt(now) : 1) + delta, 1, LARGEST_WAIT_COUNT);
        set(node, WAIT_COUNT, Integer.toString(count));
    }

    @Override
    public void changeTimeout(String node, long timeoutMillis) {
        set(node, "rpl_semi_sync_master_timeout", Long.toString(timeoutMillis));
    }

    @Override
    public void changeWaitPoint(String node, String waitPoint) {
        set(node, "rpl_semi_sync_master_wait_point", "'" + waitPoint + "'");
    }

    @Override
    public void enableSemiSync(String node) {
        set(node, "rpl_semi_sync_master_enabled", "ON");
    }

    @Override
    public void disableSemiSync(String node) {
        set(node, "rpl_semi_sync_master_enabled", "OFF");
    }

    private void set(String node, String variable, String value) {
        workspace.send(node, "SET GLOBAL " + variable + " = " + value);
    }

    @Override
    public void startReplica(String node, String channel) {
        workspace.send(node, sql(node, channel).start());
    }

    @Override
    public void stopReplica(String node, String channel) {
        workspace.send(node, sql(node, channel).stop());
    }

    /** In the words of the server. */
    private ChannelSql sql(String node, String channel) {
        NodeState state = state().nodes().get(node);
        ServerProfile profile = state == null
                ? Profiles.LOCKSTEP
                : state.real()
                        ? Profiles.ofReal(state.realVersion())
                        : Profiles.named(state.profile()).orElse(Profiles.LOCKSTEP);
        return new ChannelSql(profile, channel);
    }

    private LabState state() {
        OpenLab lab = workspace.getLab();
        return lab == null ? NOTHING : lab.recording().live();
    }

    @Override
    public List<ProfileChoice> profiles() {
        return Profiles.ALL.stream().map(profile -> new ProfileChoice(profile.name(), profile.summary())).toList();
    }

    @Override
    public void addNode(String profile) {
        OpenLab lab = workspace.getLab();
        if (lab != null) {
            workspace.edit(new LabEdit.AddNode(NewNodes.next(profile, lab)));
        }
    }

    @Override
    public void deleteNode(String node) {
        workspace.edit(new LabEdit.RemoveNode(node));
    }

    @Override
    public void createChannel(String replica, String source, String channel) {
        workspace.edit(new LabEdit.AddChannel(new ChannelSpec(replica, source, channel, ChannelSpec.DEFAULT_USER)));
    }

    @Override
    public void pointChannel(String replica, String channel, String source) {
        spec(replica, channel)
                .ifPresent(before -> workspace.edit(new LabEdit.PointChannel(before, source)));
    }

    @Override
    public void deleteChannel(String replica, String channel) {
        spec(replica, channel).ifPresent(before -> workspace.edit(new LabEdit.RemoveChannel(before)));
    }

    /** With the account that it was made with. */
    private Optional<ChannelSpec> asTold(String replica, String channel) {
        OpenLab lab = workspace.getLab();
        return lab == null
                ? Optional.empty()
                : lab.session().topology().channels().stream()
                        .filter(one -> one.replica().equals(replica) && one.name().equals(channel)).findFirst();
    }

    private Optional<ChannelSpec> spec(String replica, String channel) {
        for (ChannelState state : state().channels()) {
            String source = state.source();
            if (state.replica().equals(replica) && state.channel().equals(channel) && source != null) {
                return Optional.of(asTold(replica, channel).map(told -> told.from(source)).orElseGet(
                        () -> new ChannelSpec(replica, source, channel, ChannelSpec.DEFAULT_USER)));
            }
        }
        return Optional.empty();
    }

    @Override
    public void undo() {
        workspace.undo();
    }

    @Override
    public void redo() {
        workspace.redo();
    }

    @Override
    public void showBytes(String replica, String channel) {
        onShowBytes.accept(replica, channel);
    }

    /** Who shows the bytes of a channel. */
    void setOnShowBytes(BiConsumer<String, String> listener) {
        onShowBytes = listener;
    }

    @Override
    public void refuse(String title, String why) {
        workspace.refuse(title, why);
    }

    @Override
    public void startNode(String node) {
        workspace.control(node, NodeCommand.START);
    }

    @Override
    public void stopNode(String node) {
        workspace.control(node, NodeCommand.STOP);
    }

    @Override
    public void restartNode(String node) {
        workspace.control(node, NodeCommand.RESTART);
    }

    @Override
    public void killNode(String node) {
        workspace.control(node, NodeCommand.KILL);
    }

    @Override
    public void selectNode(String node) {
        workspace.selectedNodeProperty().set(node);
    }

    @Override
    public void selectChannel(String replica, String channel) {
        workspace.selectedNodeProperty().set(replica);
    }

    @Override
    public String faultProblem(String text) {
        OpenLab lab = workspace.getLab();
        try {
            return lab == null || !FaultText.parse(text, lab.session().topology()).isEmpty() ? "" : text;
        } catch (SpecException e) {
            return e.problem();
        }
    }

    @Override
    public void setFault(String text) {
        workspace.setFault(text);
    }

    @Override
    public void mend(String node, String channel, Fault fault) {
        workspace.mend(new FaultSpec(node, channel, fault));
    }

    @Override
    public void losePower(String node) {
        workspace.control(node, NodeCommand.POWER_LOSS);
    }

    /** Menu entries for a node, by what it is at present. */
    void addTo(List<Action> actions, NodeState node, Iterable<ChannelState> channels) {
        String name = node.name();
        add(actions, "node.select", name, () -> selectNode(name));
        if (node.up()) {
            for (ChannelState channel : channels) {
                if (channel.replica().equals(name)) {
                    String key = channel.channel().isEmpty() ? "" : ".channel";
                    add(actions, "node.start.slave" + key, name, channel.channel(),
                            () -> startReplica(name, channel.channel()));
                    add(actions, "node.stop.slave" + key, name, channel.channel(),
                            () -> stopReplica(name, channel.channel()));
                    add(actions, "channel.bytes" + key, name, channel.channel(),
                            () -> showBytes(name, channel.channel()));
                    add(actions, "channel.delete" + key, name, channel.channel(),
                            () -> deleteChannel(name, channel.channel()));
                }
            }
            add(actions, "node.stop", name, () -> stopNode(name));
            add(actions, "node.restart", name, () -> restartNode(name));
            add(actions, "node.kill", name, () -> killNode(name));
            add(actions, "fault.power", name, () -> losePower(name));
        } else {
            add(actions, "node.start", name, () -> startNode(name));
        }
        add(actions, "node.delete", name, () -> deleteNode(name));
    }

    /** Commands that add a node. */
    void addNewNodesTo(List<Command> commands) {
        profiles().forEach(profile -> commands.add(new Command(Messages.text("edit.node.as", profile.name()),
                Messages.text("menu.edit"), "", () -> addNode(profile.name()))));
    }

    /** Menu entries for a source's semi-sync settings. */
    void addSemiSyncTo(List<Action> actions, NodeState node) {
        String name = node.name();
        add(actions, "node.count.more", name, () -> changeWaitCount(name, 1));
        add(actions, "node.count.less", name, () -> changeWaitCount(name, -1));
        add(actions, "node.semisync.on", name, () -> enableSemiSync(name));
        add(actions, "node.semisync.off", name, () -> disableSemiSync(name));
        add(actions, "node.point.sync", name, () -> changeWaitPoint(name, "AFTER_SYNC"));
        add(actions, "node.point.commit", name, () -> changeWaitPoint(name, "AFTER_COMMIT"));
        add(actions, "node.timeout.1", name, () -> changeTimeout(name, 1_000));
        add(actions, "node.timeout.10", name, () -> changeTimeout(name, 10_000));
    }

    private static void add(List<Action> actions, String key, String node, String channel, Runnable run) {
        actions.add(Action.of(Action.Menu.NODES, Messages.text(key, node, channel), run));
    }

    private static void add(List<Action> actions, String key, String node, Runnable run) {
        actions.add(Action.of(Action.Menu.NODES, Messages.text(key, node), run));
    }
}
