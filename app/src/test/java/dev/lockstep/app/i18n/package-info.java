/** Tests. */
@NullMarked
package dev.lockstep.app.i18n;

import org.jspecify.annotations.NullMarked;
