/** The tabs of the right pane that tell of single transactions: their journeys, why they wait, and which would be lost. */
@org.jspecify.annotations.NullMarked
package dev.lockstep.app.journey;
