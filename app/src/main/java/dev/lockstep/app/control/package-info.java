/** Reusable controls without engine types. Knows no other package of the application but the theme. */
@NullMarked
package dev.lockstep.app.control;

import org.jspecify.annotations.NullMarked;
