/** The command line: words, options, and what is printed. Plays scenarios by the engine alone; opens no window itself. */
@NullMarked
package dev.lockstep.app.cli;

import org.jspecify.annotations.NullMarked;
