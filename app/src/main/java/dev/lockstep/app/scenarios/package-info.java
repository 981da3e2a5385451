/** The story pane: steps, narration, checks, variants. */
@NullMarked
package dev.lockstep.app.scenarios;

import org.jspecify.annotations.NullMarked;
