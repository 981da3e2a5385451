/** The right pane: what a server says beside what is true, what changed, and two small curves. */
@NullMarked
package dev.lockstep.app.inspector;

import org.jspecify.annotations.NullMarked;
