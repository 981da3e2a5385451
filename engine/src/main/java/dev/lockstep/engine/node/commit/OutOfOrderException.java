package dev.lockstep.engine.node.commit;

/** A GTID would go backwards in its domain, and {@code gtid_strict_mode} is on: error 1950. */
final class OutOfOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfOrderException(String message) {
        super(message);
    }
}
