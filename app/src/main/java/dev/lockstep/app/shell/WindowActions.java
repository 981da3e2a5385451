package dev.lockstep.app.shell;

/** What only the window itself can do. Window's thread only. */
interface WindowActions {
    /** Does nothing, until there is a window. */
    WindowActions NONE = new WindowActions() {
    };

    /** Asks for a file and opens it. */
    default void openFile() {}

    /** Asks for a file and saves to it. */
    default void saveFile() {}

    /** Closes the window. */
    default void quit() {}

    /** Freezes the views, or lets them go on. */
    default void togglePause() {}

    /** Follows the lab again. */
    default void goLive() {}

    /** Puts the other theme in force. */
    default void toggleTheme() {}

    /** Shows the story pane. */
    default void showStory() {}

    /** Shows the status tab. */
    default void showStatus() {}

    /** Shows the SQL tab. */
    default void showSql() {}

    /** Shows the bytes tab. */
    default void showBytes() {}

    /** Shows a tab of the right pane. */
    default void showTab(InspectorTab tab) {}

    /** Shows the whole topology. */
    default void fitTopology() {}

    /** Opens the menu of profiles that a new node can have. */
    default void addNode() {}

    /** Lets the chosen node follow another one. */
    default void drawChannel() {}

    /** Shows the help. */
    default void showHelp() {}
}
