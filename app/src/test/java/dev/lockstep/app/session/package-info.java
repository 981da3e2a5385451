/** A lab that is only told, for tests of the window without servers. */
@NullMarked
package dev.lockstep.app.session;

import org.jspecify.annotations.NullMarked;
