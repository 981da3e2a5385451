package dev.lockstep.app.topology;

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
}
