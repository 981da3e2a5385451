package dev.lockstep.app.topology;

import dev.lockstep.engine.trace.Fault;
import java.util.List;

/**
 * What a person can do on the topology. The view calls these on the FX thread; they must return at once (the shell sends
 * the SQL in the background and shows it). Names are those of the lab.
 */
public interface TopologyActions {
    /** Raises or lowers the number of slaves that a commit waits for. */
    void changeWaitCount(String node, int delta);

    /** Sets the time after which semi-sync gives up, in milliseconds. */
    void changeTimeout(String node, long timeoutMillis);

    /** Sets the wait point: {@code AFTER_SYNC} or {@code AFTER_COMMIT}. */
    void changeWaitPoint(String node, String waitPoint);

    /** Enables the master side of semi-sync. */
    void enableSemiSync(String node);

    /** Disables the master side of semi-sync. */
    void disableSemiSync(String node);

    /** {@code START SLAVE} on a channel, whose name is empty for the default one. */
    void startReplica(String node, String channel);

    /** {@code STOP SLAVE} on a channel. */
    void stopReplica(String node, String channel);

    /** Starts a stopped node on its data. */
    void startNode(String node);

    /** Shuts a node down cleanly. */
    void stopNode(String node);

    /** Stops and starts a node. */
    void restartNode(String node);

    /** Ends a node as {@code kill -9} does. */
    void killNode(String node);

    /** A node was chosen: other panes show it. */
    void selectNode(String node);

    /** A channel was chosen: other panes show its replica's side. */
    void selectChannel(String replica, String channel);

    /** Profiles that a new node can have. */
    List<ProfileChoice> profiles();

    /** Adds a node with a profile and starts it. */
    void addNode(String profile);

    /** Shuts a node down and takes it out of the lab. */
    void deleteNode(String node);

    /** Makes a channel by which {@code replica} follows {@code source}. */
    void createChannel(String replica, String source, String channel);

    /** Points a channel to another source. */
    void pointChannel(String replica, String channel, String source);

    /** Forgets a channel. */
    void deleteChannel(String replica, String channel);

    /** Takes the newest change of the topology back. */
    void undo();

    /** Does it again. */
    void redo();

    /** Shows a channel's packets byte by byte. */
    void showBytes(String replica, String channel);

    /** What is wrong with a fault as the command line writes it; empty if nothing is. */
    String faultProblem(String text);

    /** Breaks something on purpose. */
    void setFault(String text);

    /** Mends it. */
    void mend(String node, String channel, Fault fault);

    /** Ends a node as a power cut of its machine does. */
    void losePower(String node);

    /** Says why something cannot be done. */
    void refuse(String title, String why);

    /** A profile with a sentence about it. */
    record ProfileChoice(String name, String about) {}
}
