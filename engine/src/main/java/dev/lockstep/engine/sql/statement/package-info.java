/** Text to statements: tokenizer, splitter and parser of both dialects. Executes nothing. */
@NullMarked
package dev.lockstep.engine.sql.statement;

import org.jspecify.annotations.NullMarked;
