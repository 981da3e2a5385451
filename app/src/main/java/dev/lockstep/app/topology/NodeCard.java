package dev.lockstep.app.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on a node's card.
 *
 * @param role for example {@code master · mysql-5.7.22}
 * @param source whether something replicates from it, so that it has semi-sync rows
 * @param real whether a real server stands here, of which is known only what it answers
 */
record NodeCard(String name, String address, String role, boolean up, boolean source, boolean real,
        List<Row> rows) {
    /** A line of a card; {@code control} is what pressing the value does, or the button beside it. */
    record Row(String label, String value, Tone tone, @Nullable Control control) {}

    /** The card's worst news, for a picture too small for rows. */
    Tone tone() {
        if (!up) {
            return Tone.DIM;
        }
        Tone worst = Tone.GOOD;
        for (Row row : rows) {
            if (row.tone() == Tone.BAD) {
                return Tone.BAD;
            }
            if (row.tone() == Tone.WARN) {
                worst = Tone.WARN;
            }
        }
        return worst;
    }
}
