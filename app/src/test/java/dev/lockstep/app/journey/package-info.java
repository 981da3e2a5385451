/** Tests of the tabs that tell of transactions. */
@org.jspecify.annotations.NullMarked
package dev.lockstep.app.journey;
