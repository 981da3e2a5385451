package dev.lockstep.engine.node;

import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code server_uuid} of a data folder, kept in {@code auto.cnf} as MySQL does. */
final class ServerUuid {
    /** Its presence tells a data folder that was used from a new one. */
    static final String FILE = "auto.cnf";
    private static final Pattern LINE = Pattern.compile("(?m)^server[-_]uuid=([0-9A-Fa-f-]{36})\\s*$");

    private ServerUuid() {}

    /** Reads it, or makes one at the first start. */
    static String of(World world) throws IOException {
        if (world.files().exists(FILE)) {
            String text = new String(world.files().readAll(FILE), StandardCharsets.UTF_8);
            Matcher matcher = LINE.matcher(text);
            if (!matcher.find()) {
                throw new IOException(FILE + " has no line server-uuid=...; delete the file to get a new one");
            }
            return matcher.group(1).toLowerCase(Locale.ROOT);
        }
        String uuid = random(world);
        world.files().replace(FILE, ("[auto]\nserver-uuid=" + uuid + "\n").getBytes(StandardCharsets.UTF_8));
        return uuid;
    }

    private static String random(World world) {
        long high = world.chance().nextLong() & ~0xF000L | 0x4000L;
        long low = world.chance().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
