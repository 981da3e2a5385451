package dev.lockstep.app.topology;

/** How much cards and labels say: everything, or what is needed to find one's way among many. */
enum Detail {
    /** Cards with all their rows, labels of up to three lines. */
    FULL,
    /** Cards with name, role and the worst news; labels of one line. The rest is told when the mouse is over them. */
    COMPACT
}
