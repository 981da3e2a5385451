/**
 * Which historical behaviour a node has, switch by switch. Callers ask a switch, never the name of a version.
 */
@NullMarked
package dev.lockstep.engine.profile;

import org.jspecify.annotations.NullMarked;
