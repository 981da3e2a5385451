package dev.lockstep.engine.node.commit;

import dev.lockstep.engine.binlog.gtid.Gtid;

/** The name that a transaction has before it is logged, in the words of either family of servers. */
public sealed interface TransactionName {
    /** MySQL: the GTID that it has already, as a replica's transactions do. */
    record Given(Gtid gtid) implements TransactionName {}

    /**
     * MariaDB: its domain.
     *
     * @param domainId {@code gtid_domain_id}
     * @param sequence 0 for the next one of the domain
     */
    record InDomain(long domainId, long sequence) implements TransactionName {}
}
