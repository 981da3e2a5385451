package dev.lockstep.engine.lab;

import java.util.HashMap;
import java.util.Map;

/** Asks nodes, each statement once in a round. One origin, so one connection to each node. Used by one thread at a time. */
final class Answers {
    private static final int ANSWER_TIMEOUT_MILLIS = 10_000;

    private final Lab lab;
    private final String origin;
    private final Map<String, SqlOutcome> round = new HashMap<>();

    Answers(Lab lab, String origin) {
        this.lab = lab;
        this.origin = origin;
    }

    /** From now on everything is asked anew. */
    void newRound() {
        round.clear();
    }

    /** What the node answers in this round. */
    SqlOutcome ask(String node, String sql) {
        return round.computeIfAbsent(node + '\0' + sql,
                any -> lab.node(node).map(asked -> asked.query(origin, sql, ANSWER_TIMEOUT_MILLIS))
                        .orElseGet(() -> new SqlOutcome.Refused(0, "there is no node " + node, 0)));
    }

    /** What the node answers about one of its channels in this round. */
    SqlOutcome askStatus(String node, String channel) {
        String sql = lab.node(node).map(asked -> new ChannelSql(asked.profile(), channel).status())
                .orElse("SHOW SLAVE STATUS");
        return ask(node, sql);
    }

    /** An outcome in a few words. */
    static String text(SqlOutcome outcome) {
        return switch (outcome) {
            case SqlOutcome.Rows rows -> rows.rows().size() + " rows";
            case SqlOutcome.Done done -> done.changed() + " changed";
            case SqlOutcome.Refused refused -> refused.message();
        };
    }
}
