package dev.lockstep.engine.lab;

/**
 * What was found when a condition was looked at.
 *
 * @param holds whether the condition is true
 * @param seen what was found, for a person
 */
record Sight(boolean holds, String seen) {}
