package dev.lockstep.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/profiles.md} is written from the profiles: by {@link #main}, and this test holds it against them. */
class ProfileDocumentTest {
    private static final Path FILE = Path.of(System.getProperty("lockstep.root", ".."), "docs", "profiles.md");

    /** Writes the document; run from the {@code engine} folder. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(FILE, document());
    }

    @Test
    void theDocumentSaysWhatTheProfilesAre() throws IOException {
        assertThat(Files.readString(FILE)).isEqualTo(document());
    }

    private static String document() {
        StringBuilder text = new StringBuilder(
                """
                        # Profiles

                        A node behaves as a server version did: its *profile*. A profile is a position of every switch below. Any switch can
                        be set otherwise, in a topology file, with `./lockstep node --profile`, or with `./lockstep run --switch`:

                            profile: mysql-5.7.22 + ack-reader=receiver-copy

                        This file is written by `ProfileDocumentTest`; a test holds it against the code.

                        ## Versions

                        | profile | `VERSION()` | what it is known for |
                        |---|---|---|
                        """);
        for (ServerProfile profile : Profiles.ALL) {
            text.append("| `").append(profile.base()).append("` | ").append(profile.version()).append(" | ")
                    .append(profile.summary()).append(" |\n");
        }
        text.append("\n## Which version has what\n\n| switch | ").append(Profiles.ALL.stream().map(ServerProfile::base)
                .collect(Collectors.joining(" | "))).append(" |\n|---|").append("---|".repeat(Profiles.ALL.size()))
                .append('\n');
        for (Class<? extends Switch> kind : Switch.KINDS) {
            text.append("| `").append(Switch.key(kind)).append("` | ").append(Profiles.ALL.stream()
                    .map(profile -> profile.switches().get(kind).value()).collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        text.append("\n## What the positions mean\n");
        for (Class<? extends Switch> kind : Switch.KINDS) {
            text.append("\n`").append(Switch.key(kind)).append("`\n\n");
            for (Switch position : List.of(kind.getEnumConstants())) {
                text.append("- `").append(position.value()).append("`: ").append(position.summary()).append('\n');
            }
        }
        return text.toString();
    }
}
