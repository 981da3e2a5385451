package dev.lockstep.engine.sql.statement;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose server it is and how old: which words a statement may have, and which version comments are executed,
 * {@code /*!NNNNN} by servers of at least that version, {@code /*M!NNNNN} by MariaDB only. Facts: semisync.md G.1 and the
 * manuals of both.
 *
 * @param number such as 50722 or 101119
 * @param family whose server it is
 */
public record ServerVersion(int number, Family family) {
    /** MySQL 5.7: what the first profiles are. */
    public static final ServerVersion MYSQL_5_7 = new ServerVersion(50_799, Family.MYSQL);
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3}).*");
    private static final int MAJOR = 10_000;
    private static final int MINOR = 100;

    /** Servers that differ in their words. */
    public enum Family {
        MYSQL, MARIADB
    }

    /** From what {@code VERSION()} says, such as {@code 10.11.19-MariaDB}. */
    public static ServerVersion of(String version, Family family) {
        Matcher matcher = NUMBERS.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a version begins with three numbers, unlike '" + version + "'");
        }
        return new ServerVersion(Integer.parseInt(matcher.group(1)) * MAJOR
                + Integer.parseInt(matcher.group(2)) * MINOR + Integer.parseInt(matcher.group(3)), family);
    }

    /** Whether it is MariaDB: connections have names in quotes, {@code @@default_master_connection} names the usual one. */
    public boolean mariaDb() {
        return family == Family.MARIADB;
    }

    private boolean since(int mySql, int mariaDb) {
        return number >= (mariaDb() ? mariaDb : mySql);
    }

    /** {@code FOR CHANNEL 'c'}. */
    boolean forChannel() {
        return since(50_706, 100_700);
    }

    /** {@code START REPLICA}, {@code SHOW REPLICA STATUS}. */
    boolean replica() {
        return since(80_022, 100_501);
    }

    /** {@code CHANGE REPLICATION SOURCE TO}, {@code SOURCE_HOST}. */
    boolean source() {
        return !mariaDb() && number >= 80_023;
    }

    /** {@code SHOW BINLOG STATUS}. */
    boolean binlogStatus() {
        return mariaDb() && number >= 100_502;
    }

    /** {@code RESET BINARY LOGS AND GTIDS}, {@code SHOW BINARY LOG STATUS}. */
    boolean binaryLogStatus() {
        return !mariaDb() && number >= 80_200;
    }

    /** Whether query events say {@code explicit_defaults_for_timestamp} among their flags (seen of MariaDB 10.11). */
    public boolean flagsExplicitTimestamps() {
        return mariaDb() && number >= 101_000;
    }

    boolean executes(Family comment, int minimum) {
        if (comment == Family.MARIADB) {
            return mariaDb() && number >= minimum;
        }
        // MariaDB passes over comments for MySQL 5.7 and later, whose features it does not have under these numbers.
        boolean foreign = mariaDb() && minimum >= 50_700 && minimum <= 99_999;
        return !foreign && number >= minimum;
    }
}
