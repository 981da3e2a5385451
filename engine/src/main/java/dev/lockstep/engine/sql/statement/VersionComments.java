package dev.lockstep.engine.sql.statement;

/**
 * Which version comments are executed: {@code /*!NNNNN} by servers of at least that version, {@code /*M!NNNNN} by MariaDB
 * only.
 *
 * @param version such as 50722 or 101119
 * @param family whose server it is
 */
public record VersionComments(int version, Family family) {
    /** MySQL 5.7: what the first profiles are. */
    public static final VersionComments MYSQL_5_7 = new VersionComments(50_799, Family.MYSQL);

    /** Servers that read version comments differently. */
    public enum Family {
        MYSQL, MARIADB
    }

    boolean executes(Family comment, int minimum) {
        if (comment == Family.MARIADB) {
            return family == Family.MARIADB && version >= minimum;
        }
        // MariaDB passes over comments for MySQL 5.7 and later, whose features it does not have under these numbers.
        boolean foreign = family == Family.MARIADB && minimum >= 50_700 && minimum <= 99_999;
        return !foreign && version >= minimum;
    }
}
