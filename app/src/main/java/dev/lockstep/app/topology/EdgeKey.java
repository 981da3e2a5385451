package dev.lockstep.app.topology;

/** A channel: its replica and its name, empty for the default one. */
record EdgeKey(String replica, String channel) {}
