/** The one bridge from other threads to the window's thread, and background work. Knows no view and no engine. */
@NullMarked
package dev.lockstep.app.fx;

import org.jspecify.annotations.NullMarked;
