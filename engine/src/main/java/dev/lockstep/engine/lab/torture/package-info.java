/**
 * Random schedules of load and trouble on a lab, and the invariants of semi-sync that must hold through all of them. Speaks to
 * the nodes by SQL, as any client, and starts and kills them as an operator does.
 */
@NullMarked
package dev.lockstep.engine.lab.torture;

import org.jspecify.annotations.NullMarked;
