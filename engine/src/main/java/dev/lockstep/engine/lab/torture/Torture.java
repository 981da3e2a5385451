package dev.lockstep.engine.lab.torture;

import dev.lockstep.engine.lab.LabException;
import dev.lockstep.engine.lab.LabOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Plays random schedules on a source with three semi-sync replicas and looks whether the invariants hold: no acknowledged
 * transaction is on fewer than {@code wait_for_slave_count} replicas, no waiter is lost, {@code wait_sessions} is never
 * negative, no position goes back, nothing that was committed is gone, and no thread or socket is left over. The lab is used
 * again until something is found, and for some fifty schedules at most, so that its recording stays small.
 */
public final class Torture {
    private static final int SCHEDULES_A_LAB = 50;
    private static final long HOLDINGS_SECONDS = 10;

    private final String profile;
    private final LabOptions options;
    private final AtomicLong nextId = new AtomicLong();
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable Ground ground;
    private Map<String, Integer> holdings = Map.of();
    private int playedHere;
    private long told;
    private long acknowledged;

    private Torture(String profile, LabOptions options) {
        this.profile = profile;
        // who samples is a client, too, and would be counted as one that is left over
        this.options = new LabOptions(options.folder(), options.lockModel(), 0);
    }

    /** Who wants to know how it goes. */
    public interface Listener {
        /**
         * A schedule is over.
         *
         * @param number of the schedule, from 1
         * @param violation what was found, null if nothing was
         */
        void played(int number, long seed, long millis, @Nullable Violation violation);
    }

    /**
     * What came of it.
     *
     * @param schedules how many were played
     * @param told rows that clients were told to be committed
     * @param acknowledged those of them that semi-sync counted as acknowledged when the replicas were cut off
     */
    public record Summary(int schedules, long told, long acknowledged, List<Violation> violations) {
        /** Keeps an own list. */
        public Summary {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Plays so many schedules; the first has the given seed, each further one the next number.
     *
     * @throws LabException if a lab does not start
     */
    public static Summary run(String profile, long seed, int schedules, LabOptions options, Listener listener)
            throws LabException {
        Torture torture = new Torture(profile, options);
        try {
            for (int i = 0; i < schedules; i++) {
                torture.play(i + 1, seed + i, listener);
            }
        } finally {
            torture.leave();
        }
        return new Summary(schedules, torture.told, torture.acknowledged, torture.violations);
    }

    private void play(int number, long seed, Listener listener) throws LabException {
        Violation found = null;
        long start = 0;
        long end = 0;
        try {
            Ground here = ground();
            start = here.lab().nanos();
            Play play = new Play(here, Schedule.of(seed), nextId);
            try {
                play.run();
                checkHoldings(here);
            } finally {
                end = here.lab().nanos();
                told += play.told();
                acknowledged += play.acknowledged();
            }
        } catch (Violation.Found e) {
            found = e.of(Schedule.of(seed));
            violations.add(found);
            leave();
        }
        listener.played(number, seed, (end - start) / 1_000_000, found);
    }

    private Ground ground() throws LabException, Violation.Found {
        if (ground != null && playedHere >= SCHEDULES_A_LAB) {
            leave();
        }
        Ground here = ground;
        if (here == null) {
            here = Ground.open(profile, options);
            ground = here;
            playedHere = 0;
            holdings = Map.of();
        }
        playedHere++;
        return here;
    }

    private void leave() {
        if (ground != null) {
            ground.close();
            ground = null;
        }
    }

    /** After the first schedule of a lab that is what later ones must not go beyond. */
    private void checkHoldings(Ground here) throws Violation.Found {
        if (holdings.isEmpty()) {
            here.lab().world().threads().sleep(200_000_000);
            holdings = Play.holdings(here);
            return;
        }
        here.await(HOLDINGS_SECONDS, "no thread or socket is left over", () -> surplus(Play.holdings(here))
                + "; on the source: " + here.sql(0, "SHOW PROCESSLIST"),
                () -> surplus(Play.holdings(here)).isEmpty());
    }

    private Map<String, String> surplus(Map<String, Integer> now) {
        Map<String, String> more = new TreeMap<>();
        now.forEach((what, count) -> {
            int before = holdings.getOrDefault(what, 0);
            if (count > before) {
                more.put(what, count + ", before " + before);
            }
        });
        return more;
    }
}
