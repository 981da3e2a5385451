package dev.lockstep.app.cli;

/** Something that the person who called can put right. The message says what; no stack trace is shown. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
