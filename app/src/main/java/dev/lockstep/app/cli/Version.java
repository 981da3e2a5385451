package dev.lockstep.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: the version that the build wrote down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[]{"lockstep " + properties.getProperty("version", "unknown"), "Java "
                + System.getProperty("java.version") + ", JavaFX " + properties.getProperty("javafx", "unknown")};
    }
}
