/** Tests. */
@NullMarked
package dev.lockstep.app.scenarios;

import org.jspecify.annotations.NullMarked;
