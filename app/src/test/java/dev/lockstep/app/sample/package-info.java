/** What tests of the window share: the headless platform, pictures, and recordings made by hand. */
@NullMarked
package dev.lockstep.app.sample;

import org.jspecify.annotations.NullMarked;
