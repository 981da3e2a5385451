package dev.lockstep.app.topology;

import dev.lockstep.app.control.DurationText;
import dev.lockstep.app.i18n.Messages;
import dev.lockstep.engine.trace.Fault;
import dev.lockstep.engine.trace.LabState;
import java.util.List;

/** Faults in a few words, for edges, cards and hints. */
final class FaultPhrases {
    private FaultPhrases() {}

    static List<String> of(List<LabState.FaultState> faults) {
        return faults.stream().map(one -> of(one.fault())).toList();
    }

    static String of(Fault fault) {
        return switch (fault) {
            case Fault.Latency f -> Messages.text("fault.latency", DurationText.ofMillis(f.delayMillis()),
                    f.jitterMillis() == 0 ? "" : " ± " + DurationText.ofMillis(f.jitterMillis()),
                    direction(f.direction()));
            case Fault.Stall f -> Messages.text("fault.stall", direction(f.direction()));
            case Fault.LostAck f -> Messages.text("fault.lose-ack", f.number());
            case Fault.SplitAck f -> Messages.text("fault.split-ack", f.bytes(), DurationText.ofMillis(f.gapMillis()));
            case Fault.Cut _ -> Messages.text("fault.cut");
            case Fault.SlowSync f -> Messages.text("fault.slow-fsync", DurationText.ofMillis(f.delayMillis()),
                    files(f.files()));
            case Fault.FailingSync f -> Messages.text("fault.failing-fsync", files(f.files()));
            case Fault.TornWrite f -> Messages.text("fault.torn-write", files(f.files()));
            case Fault.FlippedByte f -> Messages.text("fault.flip-byte", files(f.files()));
            case Fault.FrozenThread f -> Messages.text("fault.freeze", f.which());
            case Fault.ClockJump f -> Messages.text(f.millis() < 0 ? "fault.clock.behind" : "fault.clock.ahead",
                    DurationText.ofMillis(Math.abs(f.millis())));
        };
    }

    private static String direction(Fault.Direction direction) {
        return Messages.text("fault.direction." + direction.key());
    }

    private static String files(Fault.Files files) {
        return Messages.text("fault.files." + files.key());
    }
}
