/** Tests. */
@NullMarked
package dev.lockstep.app.shell;

import org.jspecify.annotations.NullMarked;
