package dev.lockstep.app.session;

/** Where words for the person go: short, not in the way. Window's thread only. */
public interface Teller {
    /** Something went as wished. */
    void tell(String title, String text);

    /** Something went wrong, and what can be done about it. */
    void complain(String title, String text);
}
