package dev.lockstep.engine.trace.journey;

import dev.lockstep.engine.trace.journey.Ledger.Candidate;
import dev.lockstep.engine.trace.journey.Ledger.Outlook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a ledger comes to, in sentences. */
public final class LedgerWords {
    private LedgerWords() {}

    /** A line for each kind of crash of a node; the first is the worst. */
    public static List<String> of(Outlook outlook) {
        List<String> lines = new ArrayList<>();
        lines.add(burned(outlook) + promote(outlook));
        if (outlook.up()) {
            lines.add(power(outlook));
            lines.add(
                    "If " + outlook.source() + " were killed now, nothing would be lost: what is in its files stays.");
        }
        if (outlook.lostEverywhere() > 0) {
            lines.add("If the power failed everywhere, " + acknowledged(outlook.lostEverywhere())
                    + " would be lost: no node has fsynced " + them(outlook.lostEverywhere()) + ".");
        }
        if (!outlook.unacknowledged().isEmpty()) {
            lines.add(tail(outlook));
        }
        return lines;
    }

    /** Whether the worst crash would take something from a client. */
    public static boolean alarming(Outlook outlook) {
        return !outlook.lostIfBurned().isEmpty();
    }

    private static String burned(Outlook outlook) {
        String when = outlook.up()
                ? "If " + outlook.source() + " burned now, "
                : outlook.source() + " is down. If it does not come back, ";
        int lost = outlook.lostIfBurned().size();
        if (lost == 0) {
            return when + "no acknowledged transaction would be lost.";
        }
        return when + acknowledged(lost) + " would be lost (" + range(outlook.lostIfBurned())
                + "): no other running node has " + them(lost) + ".";
    }

    private static String promote(Outlook outlook) {
        Optional<Candidate> best = outlook.best();
        if (best.isEmpty()) {
            return outlook.candidates().isEmpty()
                    ? " There is no other running node to promote."
                    : " No other running node has any of its last transactions.";
        }
        Candidate first = best.get();
        List<String> equal = outlook.candidates().stream().filter(other -> other.has() == first.has())
                .map(Candidate::node).toList();
        String all = equal.size() > 1
                ? " Promote " + String.join(" or ", equal) + ": they have the same"
                : " Promote " + first.node() + ": it has the most";
        return all + (first.applied() < first.has()
                ? ", and " + count(first.has() - first.applied()) + " still to apply."
                : ", all applied.");
    }

    private static String power(Outlook outlook) {
        String when = "If " + outlook.source() + " lost its power, ";
        if (outlook.forgottenWithPower() == 0) {
            return when + "nothing acknowledged would be forgotten: its binlog is on the disk.";
        }
        String forgets = when + "it would forget " + acknowledged(outlook.forgottenWithPower())
                + " that it has not fsynced";
        return outlook.lostWithPower().isEmpty()
                ? forgets + "; other nodes have all of them."
                : forgets + "; " + count(outlook.lostWithPower().size()) + " of them no other running node has.";
    }

    private static String tail(Outlook outlook) {
        int tail = outlook.unacknowledged().size();
        String seen = outlook.phantoms() == 0
                ? ""
                : " Its readers see " + (outlook.phantoms() == tail ? "them" : count(outlook.phantoms()) + " of them")
                        + " already: phantoms, if another node is promoted.";
        return "Only " + outlook.source() + " has " + count(tail) + (tail == 1 ? " transaction" : " transactions")
                + " whose client was told nothing (" + range(outlook.unacknowledged())
                + "). If it came back after another was promoted, this would be its divergent tail." + seen;
    }

    private static String acknowledged(int count) {
        return count(count) + (count == 1 ? " acknowledged transaction" : " acknowledged transactions");
    }

    private static String them(int count) {
        return count == 1 ? "it" : "them";
    }

    private static String range(List<TransactionId> ids) {
        String first = ids.getFirst().end().toString();
        return ids.size() == 1 ? first : first + " to " + ids.getLast().end();
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
