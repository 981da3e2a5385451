package dev.lockstep.engine.node.session;

import dev.lockstep.engine.binlog.gtid.Gtid;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import dev.lockstep.engine.node.commit.TransactionEvents;
import dev.lockstep.engine.node.commit.TransactionName;
import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.variable.SessionVariables;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code gtid_next} of a session (MySQL 5.7): the name that its next transaction gets. It serves once; then it has to be set
 * again before anything else can be committed. An empty transaction with the GTID of another server's makes a replica leave
 * that one out. In MariaDB the name comes from {@code gtid_domain_id} and {@code gtid_seq_no}. Used by the session's thread.
 */
final class NextGtid {
    private static final String VARIABLE = "gtid_next";
    private static final String SEQUENCE = "gtid_seq_no";
    private static final Pattern FORM = Pattern
            .compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}):([1-9]\\d{0,17})");

    private final Server server;
    private SessionVariables variables;
    private @Nullable Gtid gtid;
    private boolean spent;
    private volatile @Nullable MariaDbGtid last;

    NextGtid(Server server, SessionVariables variables) {
        this.server = server;
        this.variables = variables;
    }

    /** Follows a session's variable; refuses what is no GTID (1774), and GTIDs without {@code gtid_mode} (1781). */
    void watch(SessionVariables variables) {
        this.variables = variables;
        gtid = null;
        spent = false;
        last = null;
        variables.supply("last_gtid", () -> {
            MariaDbGtid name = last;
            return name == null ? "" : name.toString();
        });
        variables.guard(VARIABLE, (variable, before, now) -> parsed(now));
        variables.onChange(VARIABLE, (variable, before, now) -> {
            gtid = parsed(now);
            spent = false;
        });
    }

    private @Nullable Gtid parsed(@Nullable Object value) throws SqlError {
        String text = String.valueOf(value).strip();
        switch (text.toUpperCase(Locale.ROOT)) {
            case "AUTOMATIC", "ANONYMOUS" -> {
                return null;
            }
            default -> {
                // a GTID
            }
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw SqlError.of(1774, "Malformed GTID specification '" + text + "'.");
        }
        if (server.variables().text("gtid_mode").equals("OFF")) {
            throw SqlError.of(1781, "@@SESSION.GTID_NEXT cannot be set to UUID:NUMBER when @@GLOBAL.GTID_MODE = OFF.");
        }
        return new Gtid(UUID.fromString(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** Whether the next transaction is to have a certain name. */
    boolean given() {
        return gtid != null && !spent;
    }

    /** Whether a transaction of that name was executed already: then this one is left out. */
    boolean executed() {
        Gtid named = gtid;
        return named != null && !spent && server.commits().gtids().contains(named);
    }

    /** Before a statement that belongs to a transaction: 1837. */
    void checkUse() throws SqlError {
        if (spent) {
            throw SqlError.of(1837,
                    "When @@SESSION.GTID_NEXT is set to a GTID, you must explicitly set it to a different "
                            + "value after a COMMIT or ROLLBACK. Please check GTID_NEXT variable manual page for detailed "
                            + "explanation. Current @@SESSION.GTID_NEXT is '" + gtid + "'.");
        }
    }

    /** The same transaction with its name, if it is to have one. */
    TransactionEvents name(TransactionEvents events) {
        TransactionName name = server.mariaDb() ? inDomain() : ownName();
        return name == null
                ? events
                : new TransactionEvents(events.kind(), events.events(), events.timestampSeconds(), name,
                        events.serverId());
    }

    private @Nullable TransactionName ownName() {
        Gtid named = gtid;
        return named == null || spent ? null : new TransactionName.Given(named);
    }

    private TransactionName inDomain() {
        return new TransactionName.InDomain(variables.number("gtid_domain_id"), variables.number(SEQUENCE));
    }

    /** MariaDB: what the transaction was called; {@code gtid_seq_no} serves once. */
    void called(@Nullable MariaDbGtid name) {
        if (name != null) {
            last = name;
            if (variables.number(SEQUENCE) != 0) {
                variables.publish(SEQUENCE, 0L);
            }
        }
    }

    /** A transaction has ended. */
    void used() {
        spent = gtid != null;
    }
}
