/** Pictures of the window on a lab that is only told. */
@NullMarked
package dev.lockstep.app.shots;

import org.jspecify.annotations.NullMarked;
