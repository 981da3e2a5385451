package dev.lockstep.engine.node.session;

import dev.lockstep.engine.channel.ChannelOptions;
import dev.lockstep.engine.channel.ChannelSecurity;
import dev.lockstep.engine.channel.GtidUse;
import dev.lockstep.engine.sql.SqlError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what CHANGE MASTER TO names besides the way to the source: delay, servers and domains to leave out. */
final class ChannelOptionsReader {
    /** The names that are read here, in the words of MASTER. */
    static final Set<String> NAMES = Set.of("MASTER_DELAY", "IGNORE_SERVER_IDS", "DO_DOMAIN_IDS", "IGNORE_DOMAIN_IDS",
            "MASTER_USE_GTID");
    /** Largest {@code MASTER_DELAY}, seconds (MySQL 5.7 manual). */
    private static final long MAX_DELAY = 2_147_483_647L;
    private static final Set<String> POSITIONS = Set.of("MASTER_LOG_FILE", "MASTER_LOG_POS", "RELAY_LOG_FILE",
            "RELAY_LOG_POS");
    private static final long MAX_ID = 0xffff_ffffL;

    private ChannelOptionsReader() {}

    /** 1210 for what is no number, 1729 for a delay out of range. */
    static ChannelOptions.Change read(Map<String, String> options) throws SqlError {
        return new ChannelOptions.Change(delay(options.get("MASTER_DELAY")),
                ids("IGNORE_SERVER_IDS", options.get("IGNORE_SERVER_IDS")),
                ids("DO_DOMAIN_IDS", options.get("DO_DOMAIN_IDS")),
                ids("IGNORE_DOMAIN_IDS", options.get("IGNORE_DOMAIN_IDS")), gtidUse(options), security(options));
    }

    private static Map<String, String> security(Map<String, String> options) throws SqlError {
        Map<String, String> named = new HashMap<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (ChannelSecurity.SWITCHES.contains(option.getKey())) {
                named.put(option.getKey(), number(option.getKey(), option.getValue()) == 0 ? "0" : "1");
            } else if (ChannelSecurity.OPTIONS.contains(option.getKey())) {
                named.put(option.getKey(), option.getValue());
            }
        }
        return named;
    }

    /** Naming a place in a log without it means {@code no}, as in the server. */
    private static @Nullable GtidUse gtidUse(Map<String, String> options) throws SqlError {
        String text = options.get("MASTER_USE_GTID");
        if (text == null) {
            return POSITIONS.stream().anyMatch(options::containsKey) ? GtidUse.NO : null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "no", "0" -> GtidUse.NO;
            case "current_pos", "1" -> GtidUse.CURRENT_POS;
            case "slave_pos", "2" -> GtidUse.SLAVE_POS;
            default -> throw SqlError.of(1210, "Incorrect arguments to MASTER_USE_GTID: '" + text
                    + "' is not no, slave_pos or current_pos");
        };
    }

    private static @Nullable Integer delay(@Nullable String text) throws SqlError {
        if (text == null) {
            return null;
        }
        long seconds = number("MASTER_DELAY", text);
        if (seconds > MAX_DELAY) {
            throw SqlError.of(1729, "The requested value " + text + " for the master delay exceeds the maximum "
                    + MAX_DELAY);
        }
        return (int) seconds;
    }

    private static @Nullable List<Long> ids(String name, @Nullable String text) throws SqlError {
        if (text == null) {
            return null;
        }
        List<Long> ids = new ArrayList<>();
        for (String word : text.isBlank() ? new String[0] : text.split(",", -1)) {
            long id = number(name, word.strip());
            if (id > MAX_ID) {
                throw SqlError.of(1210, "Incorrect arguments to " + name + ": " + word + " is larger than " + MAX_ID);
            }
            ids.add(id);
        }
        return ids.stream().distinct().sorted().toList();
    }

    private static long number(String name, String text) throws SqlError {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw SqlError.of(1210, "Incorrect arguments to " + name + ": '" + text + "' is not a number from 0 on");
    }
}
