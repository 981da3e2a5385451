package dev.lockstep.engine.lab.spec;

/**
 * What must be seen. The clock of a check starts when the step named by {@code since} begins; counters that are compared
 * with an earlier value ({@link Comparison.Op#GROWS_BY}) and facts counted in the trace start there, too.
 *
 * @param title for people
 * @param since id of a step; empty for the end of the scenario
 * @param withinMillis the condition must be true at the latest this long after the start; 0 means at once
 * @param forMillis and from then on it must stay true until this long after the start; 0 means once is enough
 * @param condition what must be true
 * @param eitherWay whether it holds, too, when what its variant is about is turned the other way
 */
public record CheckSpec(String title, String since, long withinMillis, long forMillis, Condition condition,
        boolean eitherWay) {
    /** One that fails when what its variant is about is turned. */
    public CheckSpec(String title, String since, long withinMillis, long forMillis, Condition condition) {
        this(title, since, withinMillis, forMillis, condition, false);
    }
}
