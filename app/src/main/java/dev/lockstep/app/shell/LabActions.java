package dev.lockstep.app.shell;

import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.NodeCommand;
import dev.lockstep.app.session.OpenLab;
import dev.lockstep.app.session.Workspace;
import dev.lockstep.app.topology.TopologyActions;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.LabState.NodeState;

/** What the controls stand for: each sends its SQL as any client does, and leaves a mark on the recording. */
final class LabActions implements TopologyActions {
    private static final String WAIT_COUNT = "rpl_semi_sync_master_wait_for_slave_count";
    private static final int LARGEST_WAIT_COUNT = 65_535;

    private final Workspace workspace;

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
        workspace.send(node, "START SLAVE" + forChannel(channel));
    }

    @Override
    public void stopReplica(String node, String channel) {
        workspace.send(node, "STOP SLAVE" + forChannel(channel));
    }

    private static String forChannel(String channel) {
        return channel.isEmpty() ? "" : " FOR CHANNEL '" + channel.replace("'", "''") + "'";
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

    /** Menu entries for a node, by what it is at present. */
    void addTo(java.util.List<Action> actions, NodeState node, Iterable<ChannelState> channels) {
        String name = node.name();
        add(actions, "node.select", name, () -> selectNode(name));
        if (node.up()) {
            for (ChannelState channel : channels) {
                if (channel.replica().equals(name)) {
                    add(actions, "node.start.slave", name, () -> startReplica(name, channel.channel()));
                    add(actions, "node.stop.slave", name, () -> stopReplica(name, channel.channel()));
                }
            }
            add(actions, "node.stop", name, () -> stopNode(name));
            add(actions, "node.restart", name, () -> restartNode(name));
            add(actions, "node.kill", name, () -> killNode(name));
        } else {
            add(actions, "node.start", name, () -> startNode(name));
        }
    }

    /** Menu entries for a source's semi-sync settings. */
    void addSemiSyncTo(java.util.List<Action> actions, NodeState node) {
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

    private static void add(java.util.List<Action> actions, String key, String node, Runnable run) {
        actions.add(Action.of(Action.Menu.NODES, Messages.text(key, node), run));
    }
}
