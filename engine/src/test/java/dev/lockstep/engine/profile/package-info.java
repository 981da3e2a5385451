/** Tests of the profiles. */
@NullMarked
package dev.lockstep.engine.profile;

import org.jspecify.annotations.NullMarked;
