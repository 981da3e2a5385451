/** The words on the screen, by key. Knows nothing else. */
@NullMarked
package dev.lockstep.app.i18n;

import org.jspecify.annotations.NullMarked;
