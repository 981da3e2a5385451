package dev.lockstep.app.inspector;

import dev.lockstep.app.control.FactTable.Fact;
import dev.lockstep.app.control.Figures;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.app.session.ChannelTruth;
import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.trace.LabState.ChannelState;
import dev.lockstep.engine.trace.TraceEvent.ChannelThreadChanged.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code SHOW SLAVE STATUS} row by row, as the server says it, beside what the trace knows to be true. Answers are up to
 * half a second old while a channel moves on, so a row differs only where the truth is off by more than that explains.
 */
final class SlaveStatusTruth {
    private static final double SECONDS_TOLERATED = 1.5;
    private static final String READ = "Read_Master_Log_Pos";

    private final Map<String, String> says;
    private final ChannelState channel;
    private final ChannelTruth truth;
    private final @Nullable BinlogPosition sourceEnd;
    private final double secondsBehind;

    /**
     * One channel at one instant.
     *
     * @param says the server's answer, by column
     * @param sourceEnd end of the source's binlog, null if it is empty or there is no source
     * @param secondsBehind age of the oldest transaction that is not applied, 0 if there is none, NaN if nobody knows
     */
    SlaveStatusTruth(Map<String, String> says, ChannelState channel, ChannelTruth truth,
            @Nullable BinlogPosition sourceEnd, double secondsBehind) {
        this.says = says;
        this.channel = channel;
        this.truth = truth;
        this.sourceEnd = sourceEnd;
        this.secondsBehind = secondsBehind;
    }

    List<Fact> rows() {
        return List.of(ioState(), running("Slave_IO_Running", channel.receiver()), sqlRunning(), logFile(),
                readPosition(),
                position("Exec_Master_Log_Pos", channel.behindApplied()), secondsBehindRow(),
                errno("Last_IO_Errno"), errno("Last_SQL_Errno"));
    }

    /** Why rows differ, a sentence for each reason. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        String source = String.valueOf(channel.source());
        if (truth.starved()) {
            words.add(Messages.text("truth.starved", source, Figures.seconds(truth.silentNanos())));
        } else if (contradicts("Slave_IO_Running", channel.receiver())) {
            words.add(Messages.text("truth.io", said("Slave_IO_Running"), words(channel.receiver())));
        }
        if (contradicts("Slave_SQL_Running", channel.applier())) {
            words.add(Messages.text("truth.sql", said("Slave_SQL_Running"), words(channel.applier())));
        }
        if (position("", channel.behindReceived()).differs() || position("", channel.behindApplied()).differs()) {
            words.add(Messages.text("truth.positions", Figures.grouped(Math.max(0, channel.behindReceived())),
                    Figures.grouped(Math.max(0, channel.behindApplied()))));
        }
        if (beyondSource()) {
            words.add(Messages.text("truth.beyond", Figures.groupedIfNumber(said(READ)), source));
        }
        if (offBy(said("Seconds_Behind_Master"))) {
            words.add(Messages.text("truth.seconds", said("Seconds_Behind_Master"),
                    String.format(Locale.ROOT, "%.0f", secondsBehind)));
        }
        return words;
    }

    private String said(String column) {
        return says.getOrDefault(column, "");
    }

    private Fact fact(String column, String truthText, boolean differs) {
        return new Fact(column, List.of(Figures.groupedIfNumber(said(column)), truthText), differs);
    }

    private Fact ioState() {
        String text = switch (truth.flow()) {
            case STOPPED -> Messages.text("status.stopped");
            case CONNECTING -> Messages.text("status.connecting");
            case FLOWING -> Messages.text("status.flowing");
            case IDLE -> Messages.text("status.idle");
            case STARVED -> Messages.text("status.silent", Figures.seconds(truth.silentNanos()));
        };
        return fact("Slave_IO_State", text, truth.starved());
    }

    private Fact running(String column, State state) {
        String text = truth.starved() ? Messages.text("status.starved") : words(state);
        return fact(column, text, truth.starved() || contradicts(column, state));
    }

    private Fact sqlRunning() {
        return fact("Slave_SQL_Running", words(channel.applier()), contradicts("Slave_SQL_Running", channel.applier()));
    }

    private boolean contradicts(String column, State state) {
        String said = said(column);
        boolean saysYes = said.equalsIgnoreCase("Yes");
        return !said.isEmpty() && saysYes != (state == State.YES) && truth.silentNanos() > 1_000_000_000L;
    }

    private static String words(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Fact logFile() {
        String real = sourceEnd == null ? "" : sourceEnd.file();
        return fact("Master_Log_File", real, truth.starved() && !real.equals(said("Master_Log_File")));
    }

    private Fact position(String column, long behind) {
        String real = sourceEnd == null ? "" : Figures.grouped(sourceEnd.offset());
        return fact(column, real, behind > 0 && (truth.starved() || secondsBehind > SECONDS_TOLERATED));
    }

    private Fact readPosition() {
        Fact row = position(READ, channel.behindReceived());
        return beyondSource() ? fact(READ, row.values().get(1), true) : row;
    }

    /** Whether it says to have read what its source does not have; while events flow, the two are of different moments. */
    private boolean beyondSource() {
        String said = said(READ);
        return sourceEnd != null && truth.flow() != ChannelTruth.Flow.FLOWING && Figures.isWhole(said, 1)
                && sourceEnd.file().equals(said("Master_Log_File"))
                && Double.parseDouble(said) > sourceEnd.offset();
    }

    private Fact secondsBehindRow() {
        String real = Double.isNaN(secondsBehind)
                ? Messages.text("status.unknown")
                : String.format(Locale.ROOT, "%.1f", secondsBehind);
        return fact("Seconds_Behind_Master", secondsBehind < 0.05 ? "0" : real, offBy(said("Seconds_Behind_Master")));
    }

    private boolean offBy(String said) {
        double number = Figures.isWhole(said, 1) ? Double.parseDouble(said) : 0;
        return !said.isEmpty() && Math.abs(number - secondsBehind) > SECONDS_TOLERATED;
    }

    private Fact errno(String column) {
        boolean ofReceiver = column.equals("Last_IO_Errno");
        int real = (ofReceiver ? channel.receiverError() : channel.applierError()).errno();
        return new Fact(column, List.of(said(column), Integer.toString(real)), false); // a number, but no amount
    }
}
