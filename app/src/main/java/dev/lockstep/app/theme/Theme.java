package dev.lockstep.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** A set of tokens. */
public enum Theme {
    /** Dark on white. */
    LIGHT("tokens-light.css", new PrimerLight().getUserAgentStylesheet()),
    /** White on dark. */
    DARK("tokens-dark.css", new PrimerDark().getUserAgentStylesheet());

    private final String tokens;
    private final String userAgentSheet;

    Theme(String tokens, String userAgentSheet) {
        this.tokens = tokens;
        this.userAgentSheet = userAgentSheet;
    }

    String tokens() {
        return tokens;
    }

    String userAgentSheet() {
        return userAgentSheet;
    }

    /** The other one. */
    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }
}
