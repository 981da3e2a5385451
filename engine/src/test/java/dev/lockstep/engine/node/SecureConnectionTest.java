package dev.lockstep.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, the compressed protocol and caching_sha2_password, with Connector/J and between nodes. */
class SecureConnectionTest {
    @TempDir
    private Path folder;
    private TestNodes nodes;

    @BeforeEach
    void open() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private static void fill(Connection connection) throws SQLException {
        TestNodes.run(connection, "CREATE TABLE t (id INT PRIMARY KEY, v LONGTEXT)",
                "INSERT INTO t VALUES (1, REPEAT('lockstep ', 100000)), (2, 'short')");
    }

    private static String session(Connection connection, String status) throws SQLException {
        return String.valueOf(TestNodes.cell(connection, "SHOW SESSION STATUS LIKE '" + status + "'", 2));
    }

    @Test
    void connectorJSpeaksTlsWithTheCertificatesOfTheFirstStart() throws IOException, SQLException {
        Node node = nodes.start("n", 1);
        for (String file : new String[]{"ca.pem", "server-cert.pem", "server-key.pem", "client-cert.pem"}) {
            assertThat(nodes.folder("n").resolve(file)).isNotEmptyFile();
        }
        try (Connection connection = nodes.connect(node, "sslMode=REQUIRED")) {
            fill(connection);
            assertThat(TestNodes.cell(connection, "SELECT LENGTH(v) FROM t WHERE id = 1")).isEqualTo("900000");
            assertThat(TestNodes.cell(connection, "SELECT v FROM t WHERE id = 1")).hasSize(900_000);
            assertThat(session(connection, "Ssl_version")).isEqualTo("TLSv1.3");
            assertThat(session(connection, "Ssl_cipher")).startsWith("TLS_AES_");
            assertThat(TestNodes.cell(connection, "SELECT @@have_ssl")).isEqualTo("YES");
        }
        byte[] certificate = Files.readAllBytes(nodes.folder("n").resolve("server-cert.pem"));
        nodes.stop("n");
        nodes.start("n", 1);
        assertThat(Files.readAllBytes(nodes.folder("n").resolve("server-cert.pem"))).isEqualTo(certificate);
    }

    @Test
    void connectorJChecksTheAuthorityAndTheName() throws IOException, SQLException {
        Node node = nodes.start("n", 1);
        nodes.start("other", 2);
        String verify = "sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=" + trustStore("n").toUri()
                + "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=lockstep";
        nodes.connect(node, verify + "&tlsVersions=TLSv1.2").close();
        String wrong = verify.replace("n.p12", "other.p12");
        trustStore("other");
        assertThatThrownBy(() -> nodes.connect(node, wrong)).isInstanceOf(SQLException.class);
    }

    private Path trustStore(String node) throws IOException {
        try {
            java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
            store.load(null, null);
            byte[] pem = Files.readAllBytes(nodes.folder(node).resolve("ca.pem"));
            store.setCertificateEntry("ca", java.security.cert.CertificateFactory.getInstance("X.509")
                    .generateCertificate(new java.io.ByteArrayInputStream(pem)));
            Path file = folder.resolve(node + ".p12");
            try (var out = Files.newOutputStream(file)) {
                store.store(out, "lockstep".toCharArray());
            }
            return file;
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Test
    void serversWithoutCertificatesOfferNoTls() throws IOException, SQLException {
        Node node = nodes.start("n", 1, Profiles.MARIADB_10_11);
        assertThat(nodes.folder("n").resolve("ca.pem")).doesNotExist();
        assertThatThrownBy(() -> nodes.connect(node, "sslMode=REQUIRED")).isInstanceOf(SQLException.class);
        assertThat(TestNodes.cell(nodes.connect(node), "SELECT @@have_ssl")).isEqualTo("DISABLED");
        Node wished = nodes.start("w", 2, Profiles.MARIADB_10_11, "ssl=ON");
        assertThat(session(nodes.connect(wished, "sslMode=REQUIRED"), "Ssl_version")).isEqualTo("TLSv1.3");
        Node refused = nodes.start("r", 3, Profiles.MYSQL_5_7_23, "ssl_cert=nowhere.pem", "ssl_key=nowhere.pem");
        assertThat(TestNodes.cell(nodes.connect(refused), "SELECT @@have_ssl")).isEqualTo("DISABLED");
    }

    @Test
    void loginsInTheClearAreRefusedWhereTlsIsRequired() throws IOException, SQLException {
        Node node = nodes.start("n", 1);
        Connection root = nodes.connect(node);
        TestNodes.run(root, "CREATE USER s@'%' IDENTIFIED BY 'p' REQUIRE SSL");
        assertThatThrownBy(() -> DriverManager.getConnection(TestNodes.url(node, ""), "s", "p"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1045));
        DriverManager.getConnection(TestNodes.url(node, "sslMode=REQUIRED").replace("/test?", "/?"), "s", "p").close();
        TestNodes.run(root, "SET GLOBAL require_secure_transport = ON");
        assertThatThrownBy(() -> nodes.connect(node))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(3159));
        nodes.connect(node, "sslMode=REQUIRED").close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DISABLED", "REQUIRED"})
    void connectorJSpeaksTheCompressedProtocol(String sslMode) throws IOException, SQLException {
        Node node = nodes.start("n", 1, "max_allowed_packet=67108864");
        try (Connection connection = nodes.connect(node, "useCompression=true&sslMode=" + sslMode)) {
            fill(connection);
            assertThat(TestNodes.cell(connection, "SELECT v FROM t WHERE id = 1")).hasSize(900_000);
            String both = "SELECT REPEAT(UUID(), 250000), REPEAT(UUID(), 250000)";
            assertThat(TestNodes.cell(connection, both, 2)).as("one row of 18 MB").hasSize(9_000_000);
            assertThat(session(connection, "Compression")).isEqualTo("ON");
        }
    }

    @Test
    void connectorJGoesTheFullWayOnceAndThenTheFastOne() throws IOException, SQLException {
        Node node = nodes.start("n", 1);
        TestNodes.run(nodes.connect(node),
                "CREATE USER c@'%' IDENTIFIED WITH caching_sha2_password BY 'secret'",
                "GRANT ALL ON *.* TO c@'%'");
        assertThatThrownBy(() -> DriverManager.getConnection(TestNodes.url(node, ""), "c", "secret"))
                .isInstanceOf(SQLException.class).hasMessageContaining("Public Key Retrieval is not allowed");
        assertThatThrownBy(() -> DriverManager.getConnection(TestNodes.url(node, "sslMode=REQUIRED"), "c", "wrong"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1045));
        DriverManager.getConnection(TestNodes.url(node, "sslMode=REQUIRED"), "c", "secret").close();
        DriverManager.getConnection(TestNodes.url(node, ""), "c", "secret").close();
        TestNodes.run(nodes.connect(node), "FLUSH PRIVILEGES");
        assertThatThrownBy(() -> DriverManager.getConnection(TestNodes.url(node, ""), "c", "secret"))
                .isInstanceOf(SQLException.class);
        DriverManager.getConnection(TestNodes.url(node, "allowPublicKeyRetrieval=true"), "c", "secret").close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "ON"})
    void channelsReplicateSemiSynchronouslyWithinTls(String compressed) throws IOException, SQLException {
        Node source = nodes.start("source", 1, "rpl_semi_sync_master_timeout=20000");
        Node replica = nodes.start("replica", 2, "rpl_semi_sync_slave_enabled=ON",
                "slave_compressed_protocol=" + compressed);
        Connection at = nodes.connect(source);
        Connection there = nodes.connect(replica);
        TestNodes.run(at, "CREATE USER t@'%' IDENTIFIED BY 'p' REQUIRE SSL",
                "GRANT REPLICATION SLAVE ON *.* TO t@'%'", "SET GLOBAL rpl_semi_sync_master_enabled = ON");
        String authority = nodes.folder("source").resolve("ca.pem").toString();
        TestNodes.run(there, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='t', MASTER_PASSWORD='p', MASTER_CONNECT_RETRY=1, MASTER_SSL=1, MASTER_SSL_CA='"
                + authority + "', MASTER_SSL_VERIFY_SERVER_CERT=1", "START SLAVE");
        TestNodes.await("semi-sync", () -> "1".equals(TestNodes.status(at, "Rpl_semi_sync_master_clients")));
        fill(at);
        for (int i = 10; i < 60; i++) {
            TestNodes.run(at, "INSERT INTO t VALUES (" + i + ", REPEAT('x', " + i * 1000 + "))");
        }
        assertThat(TestNodes.status(at, "Rpl_semi_sync_master_no_tx")).isEqualTo("0");
        assertThat(TestNodes.status(at, "Rpl_semi_sync_master_yes_tx")).isNotEqualTo("0");
        TestNodes.await("rows", () -> "52".equals(TestNodes.cell(there, "SELECT COUNT(*) FROM t")));
        assertThat(TestNodes.cell(there, "SHOW SLAVE STATUS", "Master_SSL_Allowed")).isEqualTo("Yes");
        assertThat(TestNodes.cell(there, "SHOW SLAVE STATUS", "Master_SSL_CA_File")).isEqualTo(authority);
        nodes.stop("replica");
        Connection again = nodes.connect(nodes.start("replica", 2));
        TestNodes.run(at, "INSERT INTO t VALUES (100, 'after the restart')");
        TestNodes.await("rows", () -> "53".equals(TestNodes.cell(again, "SELECT COUNT(*) FROM t")));
        assertThat(TestNodes.cell(again, "SHOW SLAVE STATUS", "Master_SSL_Verify_Server_Cert")).isEqualTo("Yes");
    }

    @Test
    void channelsRefuseAStrangersCertificate() throws IOException, SQLException {
        Node source = nodes.start("source", 1);
        Connection there = nodes.connect(nodes.start("replica", 2));
        String own = nodes.folder("replica").resolve("ca.pem").toString();
        TestNodes.replicate(there, source, "MASTER_SSL=1", "MASTER_SSL_CA='" + own + "'");
        TestNodes.await("refusal", () -> "2026".equals(TestNodes.cell(there, "SHOW SLAVE STATUS", "Last_IO_Errno")));
        TestNodes.run(there, "STOP SLAVE", "CHANGE MASTER TO MASTER_SSL_CA='nowhere.pem'", "START SLAVE");
        TestNodes.await("refusal", () -> "2026".equals(TestNodes.cell(there, "SHOW SLAVE STATUS", "Last_IO_Errno")));
        TestNodes.run(there, "STOP SLAVE", "CHANGE MASTER TO MASTER_SSL_CA=''", "START SLAVE");
        TestNodes.await("connected", () -> "Yes".equals(TestNodes.cell(there, "SHOW SLAVE STATUS",
                "Slave_IO_Running")));
    }

    @Test
    void channelsAskForThePublicKeyOnlyIfTheyAreTold() throws IOException, SQLException {
        Node source = nodes.start("source", 1);
        Connection at = nodes.connect(source);
        TestNodes.run(at, "CREATE USER c@'%' IDENTIFIED WITH caching_sha2_password BY 'secret'",
                "GRANT REPLICATION SLAVE ON *.* TO c@'%'");
        Connection there = nodes.connect(nodes.start("replica", 2));
        TestNodes.run(there, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                + ", MASTER_USER='c', MASTER_PASSWORD='secret', MASTER_CONNECT_RETRY=1", "START SLAVE");
        TestNodes.await("refusal", () -> "2061".equals(TestNodes.cell(there, "SHOW SLAVE STATUS", "Last_IO_Errno")));
        TestNodes.run(there, "STOP SLAVE", "CHANGE MASTER TO GET_MASTER_PUBLIC_KEY=1", "START SLAVE");
        TestNodes.await("connected", () -> "Yes".equals(TestNodes.cell(there, "SHOW SLAVE STATUS",
                "Slave_IO_Running")));
    }
}
