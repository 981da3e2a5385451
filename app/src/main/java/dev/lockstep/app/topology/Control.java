package dev.lockstep.app.topology;

/** What can be pressed on a card. The channel is empty for the default one, and for controls of the node. */
record Control(Kind kind, String channel) {
    /** Which. */
    enum Kind {
        MENU, FEWER, MORE, SEMI_SYNC, TIMEOUT, WAIT_POINT, START_REPLICA, STOP_REPLICA, START_NODE
    }

    static Control of(Kind kind) {
        return new Control(kind, "");
    }
}
