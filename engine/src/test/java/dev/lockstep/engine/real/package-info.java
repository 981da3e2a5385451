/**
 * Real servers beside lab nodes: MariaDB and MySQL out of Maven artifacts, the pairs that they form, and the table of what
 * works between them ({@code docs/interop.md}).
 */
@NullMarked
package dev.lockstep.engine.real;

import org.jspecify.annotations.NullMarked;
