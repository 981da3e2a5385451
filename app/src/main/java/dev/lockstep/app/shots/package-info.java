/** Draws the pictures in screenshots/ from the real window, without a display. */
@NullMarked
package dev.lockstep.app.shots;

import org.jspecify.annotations.NullMarked;
