/** Tests. */
@NullMarked
package dev.lockstep.app.inspector;

import org.jspecify.annotations.NullMarked;
