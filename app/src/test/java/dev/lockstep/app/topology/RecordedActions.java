package dev.lockstep.app.topology;

import dev.lockstep.engine.trace.Fault;
import java.util.ArrayList;
import java.util.List;

/** Writes down what the view asks for. */
final class RecordedActions implements TopologyActions {
    final List<String> asked = new ArrayList<>();

    @Override
    public void changeWaitCount(String node, int delta) {
        asked.add("count " + node + " " + delta);
    }

    @Override
    public void changeTimeout(String node, long timeoutMillis) {
        asked.add("timeout " + node + " " + timeoutMillis);
    }

    @Override
    public void changeWaitPoint(String node, String waitPoint) {
        asked.add("wait point " + node + " " + waitPoint);
    }

    @Override
    public void enableSemiSync(String node) {
        asked.add("enable " + node);
    }

    @Override
    public void disableSemiSync(String node) {
        asked.add("disable " + node);
    }

    @Override
    public String faultProblem(String text) {
        return text.contains("=") ? "" : "no fault: " + text;
    }

    @Override
    public void setFault(String text) {
        asked.add("break " + text);
    }

    @Override
    public void mend(String node, String channel, Fault fault) {
        asked.add("mend " + node + " '" + channel + "' " + fault.text());
    }

    @Override
    public void losePower(String node) {
        asked.add("power loss " + node);
    }

    @Override
    public void startReplica(String node, String channel) {
        asked.add("start slave " + node + " '" + channel + "'");
    }

    @Override
    public void stopReplica(String node, String channel) {
        asked.add("stop slave " + node + " '" + channel + "'");
    }

    @Override
    public void startNode(String node) {
        asked.add("start " + node);
    }

    @Override
    public void stopNode(String node) {
        asked.add("stop " + node);
    }

    @Override
    public void restartNode(String node) {
        asked.add("restart " + node);
    }

    @Override
    public void killNode(String node) {
        asked.add("kill " + node);
    }

    @Override
    public void selectNode(String node) {
        asked.add("select " + node);
    }

    @Override
    public void selectChannel(String replica, String channel) {
        asked.add("select " + replica + " '" + channel + "'");
    }

    @Override
    public List<ProfileChoice> profiles() {
        return List.of(new ProfileChoice("mariadb-10.0", "One state for all channels."),
                new ProfileChoice("lockstep", "Each channel has its own."));
    }

    @Override
    public void addNode(String profile) {
        asked.add("add " + profile);
    }

    @Override
    public void deleteNode(String node) {
        asked.add("delete " + node);
    }

    @Override
    public void createChannel(String replica, String source, String channel) {
        asked.add("create " + replica + " '" + channel + "' from " + source);
    }

    @Override
    public void pointChannel(String replica, String channel, String source) {
        asked.add("point " + replica + " '" + channel + "' to " + source);
    }

    @Override
    public void deleteChannel(String replica, String channel) {
        asked.add("delete " + replica + " '" + channel + "'");
    }

    @Override
    public void undo() {
        asked.add("undo");
    }

    @Override
    public void redo() {
        asked.add("redo");
    }

    @Override
    public void showBytes(String replica, String channel) {
        asked.add("bytes " + replica + " '" + channel + "'");
    }

    @Override
    public void refuse(String title, String why) {
        asked.add("refused: " + title);
    }
}
