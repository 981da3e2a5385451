package dev.lockstep.engine.channel;

import java.util.Arrays;
import java.util.Optional;

/**
 * The places of a channel's receiver thread that can be held or slowed through {@link dev.lockstep.engine.world.Gates}, in
 * the order in which the thread passes them. Those that are named as a hook of the server come right before that hook.
 */
public enum ReceiverHook {
    /** The thread has begun; before the hook that may switch semi-sync on. */
    THREAD_START("thread_start"),
    /** Before it connects to its source, also when it connects again. */
    CONNECT("connect"),
    /** Connected and registered; before it asks for semi-sync. */
    BEFORE_REQUEST_TRANSMIT("before_request_transmit"),
    /** Before the dump command. */
    REQUEST_DUMP("request_dump"),
    /** Before it reads the next packet. */
    READ_EVENT("read_event"),
    /** A packet was read; before the header is looked for. */
    AFTER_READ_EVENT("after_read_event"),
    /** Before the event is put into the relay log. */
    QUEUE_EVENT("queue_event"),
    /** The event is in the relay log; before it is decided whether to acknowledge it. */
    AFTER_QUEUE_EVENT("after_queue_event"),
    /** The same, but only for an event whose source wants an ACK. */
    BEFORE_REPLY("before_reply"),
    /** The thread is about to end; before the hook that switches semi-sync off. */
    THREAD_STOP("thread_stop");

    private final String key;

    ReceiverHook(String key) {
        this.key = key;
    }

    /** As files and the trace write it. */
    public String key() {
        return key;
    }

    /** The hook of that name. */
    public static Optional<ReceiverHook> named(String key) {
        return Arrays.stream(values()).filter(hook -> hook.key.equals(key)).findFirst();
    }
}
