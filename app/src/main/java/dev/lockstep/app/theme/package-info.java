/**
 * The look: tokens (looked-up colours), fonts, and how canvas painters read the same tokens as the style sheets. Knows
 * nothing of the engine and of any view.
 */
@NullMarked
package dev.lockstep.app.theme;

import org.jspecify.annotations.NullMarked;
