/** Tests. */
@NullMarked
package dev.lockstep.app.packets;

import org.jspecify.annotations.NullMarked;
