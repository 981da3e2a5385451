/** An opened lab as the window sees it: a port to the engine, the recording with its playhead, and what is derived from it. No views. */
@NullMarked
package dev.lockstep.app.session;

import org.jspecify.annotations.NullMarked;
