package dev.lockstep.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.profile.Profiles;
import dev.lockstep.engine.profile.ServerProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a real MySQL 8.0; and what only MySQL has: UUIDs of servers, and passwords by caching_sha2. */
@Tag("real-mysql")
class MySql80SourceTest extends RealSource {
    @Override
    Pair start(Path below) throws Exception {
        return new Pair(RealServer.mySql80().start(below.resolve("source"), 11),
                LabServer.start(below.resolve("replica"), 12, profile()));
    }

    @Override
    ServerProfile profile() {
        return Profiles.MYSQL_8_0;
    }

    @Override
    String incident() {
        return "13119";
    }

    @Override
    String words(String text) {
        return text.replace("master", "source").replace("slave", "replica");
    }

    @Test
    void aSourceWithTheReplicasUuidIsRefused() throws Exception {
        Path data = folder().resolve("equal-uuid");
        another("equal-uuid", 14).close();
        Files.writeString(data.resolve("auto.cnf"),
                "[auto]\nserver-uuid=" + pair().source().cell("SELECT @@server_uuid") + "\n");
        try (LabServer replica = another("equal-uuid", 14)) {
            new Pair(pair().source(), replica).change("repl", Pair.Mode.FILE, "MASTER_SSL=0");
            replica.sql("START SLAVE");
            assertThat(awaitError(replica, "Last_IO_Errno", "13117"))
                    .isEqualTo(words("Fatal error: The slave I/O thread"
                            + " stops because master and slave have equal MySQL server UUIDs; these UUIDs must be different for"
                            + " replication to work."));
        }
    }

    /** The real source ends the dump of the replica that came first, which reads why. */
    @Test
    void ofTwoReplicasWithOneUuidTheFirstIsTurnedAway() throws Exception {
        Path first = pair().replica().data().resolve("auto.cnf");
        another("twin", 12).close();
        Files.copy(first, folder().resolve("twin").resolve("auto.cnf"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (LabServer twin = twin()) {
            twin.sql("START SLAVE");
            assertThat(awaitError(pair().replica(), "Last_IO_Errno", "13114"))
                    .contains("Got fatal error 1236 from source when reading data from binary log: 'A replica with the"
                            + " same server_uuid/server_id as this replica has connected to the source;");
            Waiting.until("the second one runs", () -> new Pair(pair().source(), twin).state(),
                    () -> "Yes".equals(twin.cell("SHOW SLAVE STATUS", "Slave_IO_Running")));
        }
    }

    @Test
    void aPasswordByCachingSha2GoesUnderTheSourcesKeyWithoutTls() throws Exception {
        Server source = pair().source();
        Server replica = pair().replica();
        source.sql("CREATE USER IF NOT EXISTS sha2@'%' IDENTIFIED WITH caching_sha2_password BY 'it''s secret'",
                "GRANT REPLICATION SLAVE ON *.* TO sha2@'%'");
        change("MASTER_SSL=0");
        replica.sql("START SLAVE");
        assertThat(awaitError(replica, "Last_IO_Errno", "2061")).contains("caching_sha2_password")
                .contains("Authentication requires secure connection.");
        replica.sql("STOP SLAVE");
        change("GET_MASTER_PUBLIC_KEY=1");
        followOnce("asked for the key");
        followOnce("the password is in the source's cache");
        source.sql("FLUSH PRIVILEGES");
        change("GET_MASTER_PUBLIC_KEY=0, MASTER_PUBLIC_KEY_PATH='" + source.data().resolve("public_key.pem") + "'");
        followOnce("given the key");
    }

    private void change(String option) throws Exception {
        Server source = pair().source();
        pair().replica().sql("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='sha2', MASTER_PASSWORD='it\'\'s secret', MASTER_CONNECT_RETRY=1, MASTER_LOG_FILE='"
                + source.cell("SHOW MASTER STATUS", "File") + "', MASTER_LOG_POS="
                + source.cell("SHOW MASTER STATUS", "Position") + ", " + option);
    }

    private void followOnce(String how) throws Exception {
        pair().replica().sql("START SLAVE");
        Waiting.until("both threads run: " + how, () -> pair().state(), () -> pair().running());
        pair().source().sql("CREATE TABLE test.t (a INT PRIMARY KEY)", "DROP TABLE test.t");
        pair().caughtUp();
        pair().replica().sql("STOP SLAVE");
    }
}
