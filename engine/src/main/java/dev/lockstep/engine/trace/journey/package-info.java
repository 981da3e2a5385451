/**
 * What the trace says about single transactions: where each one is and when it got there, which nodes would still have it
 * after a crash, and why a session or a replica waits. Pure functions of the trace; knows no server.
 */
@NullMarked
package dev.lockstep.engine.trace.journey;

import org.jspecify.annotations.NullMarked;
