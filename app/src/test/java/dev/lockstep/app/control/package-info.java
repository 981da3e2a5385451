/** Tests. */
@NullMarked
package dev.lockstep.app.control;

import org.jspecify.annotations.NullMarked;
