package dev.lockstep.app.cli;

import dev.lockstep.engine.lab.LabOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Plays scenarios, one or several at a time. A play with a load has the machine for itself, so that nothing but the scenario
 * decides on what its checks see.
 *
 * @param quiet whether only results are printed; so it is if several are played at a time
 * @param atOnce how many at a time
 */
record Players(LabOptions options, boolean quiet, Telling telling, int atOnce) {
    /** Plays all; results come in the order of the plays. */
    void play(List<Play> plays, Summary summary) throws Exception {
        if (atOnce == 1) {
            for (Play play : plays) {
                summary.add(play.play(options, Terminal.OUT, quiet, telling));
            }
            return;
        }
        ReentrantReadWriteLock machine = new ReentrantReadWriteLock(true);
        try (ExecutorService players = Executors.newFixedThreadPool(atOnce)) {
            List<Future<RunResult>> results = new ArrayList<>();
            for (Play play : plays) {
                results.add(players.submit(() -> alone(play, machine)));
            }
            try {
                for (Future<RunResult> result : results) {
                    summary.add(result.get());
                }
            } catch (ExecutionException e) {
                players.shutdownNow();
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private RunResult alone(Play play, ReentrantReadWriteLock machine) throws Exception {
        Lock lock = play.loaded() ? machine.writeLock() : machine.readLock();
        lock.lock();
        try {
            return printed(play);
        } finally {
            lock.unlock();
        }
    }

    /** What plays at the same time print comes one after the other. */
    private RunResult printed(Play play) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            return play.play(options, out, true, telling);
        } finally {
            Terminal.OUT.print(bytes.toString(StandardCharsets.UTF_8));
            Terminal.OUT.flush();
        }
    }
}
