package dev.lockstep.engine.node.replica;

import dev.lockstep.engine.channel.ChannelFileNames;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which named channels a data folder has. MariaDB lists them in {@code multi-master.info}, a name in each line, as they were
 * written; for MySQL it is the state files that are there.
 */
final class ConnectionRegistry {
    private static final String LIST = "multi-master.info";
    private static final Pattern STATE_FILE = Pattern.compile("master-(.+)\\.info");

    private final Files files;
    private final boolean list;

    ConnectionRegistry(Files files, ServerProfile profile) {
        this.files = files;
        this.list = switch (profile.dialect()) {
            case MYSQL -> false;
            case MARIADB -> true;
        };
    }

    /** The names, without that of the default channel. */
    List<String> names() throws IOException {
        if (list) {
            return files.exists(LIST)
                    ? new String(files.readAll(LIST), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        }
        List<String> names = new ArrayList<>();
        for (String file : files.list("")) {
            Matcher matcher = STATE_FILE.matcher(file);
            Optional<String> name = matcher.matches()
                    ? ChannelFileNames.decode(matcher.group(1))
                    : Optional.empty();
            name.ifPresent(names::add);
        }
        return names;
    }

    /** These are the names from now on. */
    void write(Collection<String> names) throws IOException {
        if (list) {
            StringBuilder lines = new StringBuilder();
            names.stream().filter(name -> !name.isEmpty()).forEach(name -> lines.append(name).append('\n'));
            files.replace(LIST, lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
