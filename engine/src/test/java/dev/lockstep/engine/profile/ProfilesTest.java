package dev.lockstep.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The version tables of semisync.md, row by row, and profiles with switches set otherwise. */
class ProfilesTest {
    static final List<ServerProfile> ALL = Profiles.ALL;

    /** D.7, C.4, F, C.2, C.7, E. */
    @ParameterizedTest
    @CsvSource({
            "mysql-5.5,       dump-thread,          one-for-all, serial,  after-flush, fixed,    one,      process-wide",
            "mysql-5.6,       dump-thread,          per-node,    stages,  after-flush, fixed,    one,      process-wide",
            "mysql-5.7.22,    receiver-locked-poll, per-node,    stages,  after-sync,  variable, variable, process-wide",
            "mysql-5.7.23,    receiver-copy,        per-node,    stages,  after-sync,  variable, variable, process-wide",
            "mysql-8.0,       receiver-leaving,     per-node,    stages,  after-sync,  variable, variable, process-wide",
            "mariadb-10.0,    dump-thread,          one-for-all, chained, after-sync,  fixed,    one,      process-wide",
            "mariadb-10.6.16, receiver-locked-poll, one-for-all, chained, after-sync,  variable, one,      process-wide",
            "mariadb-10.11,   receiver-pipe,        per-thread,  chained, after-sync,  variable, one,      shared-strip",
            "mariadb-11.8,    receiver-pipe,        per-thread,  chained, after-sync,  variable, one,      shared-strip",
            "lockstep,        receiver-woken,       per-thread,  gathered,  after-sync,  variable, variable, per-channel"})
    void eachVersionDoesWhatTheTablesSay(String name, String reader, String condition, String form, String publish,
            String choice, String count, String state) {
        ServerProfile profile = Profiles.named(name).orElseThrow();
        assertThat(List.of(profile.ackReader(), profile.waitCondition(), profile.commitForm(),
                profile.binlogPublish(), profile.waitPointChoice(), profile.waitCount(), profile.replicaState()))
                .extracting(Switch::value).containsExactly(reader, condition, form, publish, choice, count, state);
    }

    /** C.7, H.1: what else differs. That mariadb-10.6.16 switches off is in the text of its remove_slave. */
    @ParameterizedTest
    @CsvSource({
            "mysql-5.5,       last-leaves, acknowledged,       read-as-ack, after-commit",
            "mysql-5.6,       last-leaves, acknowledged,       read-as-ack, after-commit",
            "mysql-5.7.22,    below-count, acknowledged,       read-as-ack, after-sync",
            "mysql-5.7.23,    below-count, acknowledged,       read-as-ack, after-sync",
            "mysql-8.0,       below-count, acknowledged,       read-as-ack, after-sync",
            "mariadb-10.0,    last-leaves, never-acknowledged, read-as-ack, after-commit",
            "mariadb-10.6.16, last-leaves, never-acknowledged, read-as-ack, after-commit",
            "mariadb-10.11,   releases,    never-acknowledged, recognised,  after-commit",
            "mariadb-11.8,    releases,    never-acknowledged, recognised,  after-commit",
            "lockstep,        below-count, acknowledged,       recognised,  after-sync"})
    void andInTheSmallerThings(String name, String waitNoReplica, String skipped, String quit, String point) {
        ServerProfile profile = Profiles.named(name).orElseThrow();
        assertThat(List.of(profile.waitNoReplica(), profile.skippedEvent(), profile.quitHandling(),
                profile.waitPoint()))
                .extracting(Switch::value).containsExactly(waitNoReplica, skipped, quit, point);
    }

    /** A.6, C.6, C.8, D.7 (FD limit), H.1: split ACK, minimum, RESET MASTER, recovery, shutdown, header. */
    @ParameterizedTest
    @CsvSource({
            "mysql-5.5,       lost, last-smaller, switches-on,   keeps-tail,            at-once,     plugins,  trusted",
            "mysql-5.6,       lost, last-smaller, switches-on,   keeps-tail,            at-once,     plugins,  trusted",
            "mysql-5.7.22,    lost, last-smaller, keeps-state,   keeps-tail,            at-once,     plugins,  trusted",
            "mysql-5.7.23,    lost, last-smaller, keeps-state,   keeps-tail,            at-once,     plugins,  trusted",
            "mysql-8.0,       lost, last-smaller, keeps-state,   keeps-tail,            at-once,     plugins,  trusted",
            "mariadb-10.0,    lost, last-smaller, switches-on,   keeps-tail,            at-once,     plugins,  trusted",
            "mariadb-10.6.16, lost, last-smaller, wakes-waiters, truncates-for-replica, at-once,     built-in, trusted",
            "mariadb-10.11,   lost, last-smaller, wakes-waiters, truncates-by-role,     at-once,     built-in, checked",
            "mariadb-11.8,    lost, last-smaller, wakes-waiters, truncates-by-role,     at-once,     built-in, checked",
            "lockstep,        kept, smallest,     wakes-waiters, truncates-by-role,     awaits-acks, built-in-taking-install, checked"})
    void andInTheRest(String name, String split, String minAck, String reset, String recovery, String shutdown,
            String code, String length) {
        ServerProfile profile = Profiles.named(name).orElseThrow();
        assertThat(List.of(profile.splitAck(), profile.minAck(), profile.resetMaster(), profile.recovery(),
                profile.shutdown(), profile.semiSyncCode(), profile.packetLength()))
                .extracting(Switch::value).containsExactly(split, minAck, reset, recovery, shutdown, code, length);
        assertThat(profile.headerReservation()).isEqualTo(HeaderReservation.REPLICA_ASKED);
        assertThat(profile.ackWait()).isEqualTo(AckWait.POLL);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void everySwitchCanBeSetOtherwiseAndTheNameTellsIt(ServerProfile version) {
        for (Class<? extends Switch> kind : Switch.KINDS) {
            for (Switch position : kind.getEnumConstants()) {
                ServerProfile changed = version.with(position);
                assertThat(Profiles.named(changed.name())).contains(changed);
                assertThat(changed.changes()).isEqualTo(
                        version.switches().get(kind).equals(position) ? List.of() : List.of(position));
            }
        }
    }

    @Test
    void aNameSaysWhichSwitchesAreSetOtherwise() {
        assertThat(Profiles.MYSQL_5_7_22.with(AckReader.RECEIVER_COPY, MinAck.SMALLEST).name())
                .isEqualTo("mysql-5.7.22 + ack-reader=receiver-copy + min-ack=smallest");
        assertThat(Profiles.named("mysql-5.7.22+ack-reader=receiver-locked-poll")).contains(Profiles.MYSQL_5_7_22);
    }

    @ParameterizedTest
    @CsvSource({
            "mysql-5.7, profile, mysql-5.7",
            "mysql-5.7.22 + ack-raeder=receiver-copy, switch, ack-raeder",
            "mysql-5.7.22 + ack-reader=receiver, position of switch ack-reader, receiver",
            "mysql-5.7.22 +, switch, ''"})
    void aFaultInANameIsNamed(String name, String what, String found) {
        Profiles.Fault fault = Profiles.fault(name).orElseThrow();
        assertThat(fault.what()).isEqualTo(what);
        assertThat(fault.found()).isEqualTo(found);
        assertThat(fault.known()).isNotEmpty();
        assertThat(Profiles.named(name)).isEmpty();
    }
}
