package dev.lockstep.engine.node.commit;

/** How those who do not lead sleep until the leader of the last stage has done the work for all. */
sealed interface Followers permits OneCondition, ConditionEach {
    /** Called by a transaction's own thread before any leader can see it. */
    void enroll(Commit own);

    /** Sleeps until {@link #signalDone}; by its own thread. */
    void awaitDone(Commit own);

    /** Lets the threads of a whole batch go on; by the leader, itself among them. */
    void signalDone(Commit batch);

    /** Called by a transaction's own thread once it is done, whether it slept or led. */
    void leave(Commit own);
}
