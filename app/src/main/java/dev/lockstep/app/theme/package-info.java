/** Tokens, style sheets and typefaces, and which theme is in force. Knows no views. */
@NullMarked
package dev.lockstep.app.theme;

import org.jspecify.annotations.NullMarked;
