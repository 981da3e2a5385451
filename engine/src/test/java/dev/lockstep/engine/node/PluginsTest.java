package dev.lockstep.engine.node;

import static dev.lockstep.engine.node.ConnectionsByNameTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** INSTALL and UNINSTALL of the semi-sync plugins. */
@Timeout(90)
class PluginsTest {
    private static final String MASTER = "SHOW VARIABLES LIKE 'rpl_semi_sync_master_enabled'";
    private static final String MASTER_STATUS = "SHOW STATUS LIKE 'Rpl_semi_sync_master_status'";

    @TempDir
    Path folder;

    private TestNodes nodes;

    @BeforeEach
    void start() {
        nodes = new TestNodes(folder);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void withoutThePluginThereAreNoVariables() throws Exception {
        Connection client = nodes.connect(nodes.start("a", 1));
        assertThat(TestNodes.cell(client, MASTER)).isNull();
        assertThat(TestNodes.cell(client, "SHOW STATUS LIKE 'Rpl_semi%'")).isNull();
        assertError(() -> TestNodes.run(client, "SET GLOBAL rpl_semi_sync_slave_enabled=1"), 1193,
                "Unknown system variable 'rpl_semi_sync_slave_enabled'");
        assertError(() -> TestNodes.run(client, "SELECT @@rpl_semi_sync_master_enabled"), 1193, null);

        TestNodes.run(client, "INSTALL PLUGIN rpl_semi_sync_master SONAME 'semisync_master.so'");
        assertThat(TestNodes.cell(client, MASTER, 2)).isEqualTo("OFF");
        assertThat(TestNodes.cell(client, MASTER_STATUS, 2)).isEqualTo("OFF");
        assertThat(TestNodes.cell(client, "SHOW STATUS LIKE 'Rpl_semi_sync_slave_status'")).isNull();
        assertThat(TestNodes.column(client, "SHOW PLUGINS", "Name")).contains("rpl_semi_sync_master")
                .doesNotContain("rpl_semi_sync_slave");
        assertThat(TestNodes.cell(client, "SELECT PLUGIN_STATUS FROM information_schema.PLUGINS"
                + " WHERE PLUGIN_NAME='rpl_semi_sync_master'")).isEqualTo("ACTIVE");
        assertError(() -> TestNodes.run(client, "INSTALL PLUGIN rpl_semi_sync_master SONAME 'semisync_master.so'"),
                1125, "Function 'rpl_semi_sync_master' already exists");
        TestNodes.run(client, "SET GLOBAL rpl_semi_sync_master_enabled=1",
                "SET GLOBAL rpl_semi_sync_master_timeout=5", "UNINSTALL PLUGIN rpl_semi_sync_master");
        assertThat(TestNodes.cell(client, MASTER)).isNull();
        assertError(() -> TestNodes.run(client, "UNINSTALL PLUGIN rpl_semi_sync_master"), 1305,
                "PLUGIN rpl_semi_sync_master does not exist");
        TestNodes.run(client, "INSTALL PLUGIN rpl_semi_sync_master SONAME 'semisync_master.so'");
        assertThat(TestNodes.cell(client, "SELECT @@rpl_semi_sync_master_timeout")).isEqualTo("10000");
    }

    @Test
    void installedPluginsAreThereAfterARestart() throws Exception {
        Node node = nodes.start("a", 1);
        TestNodes.run(nodes.connect(node), "INSTALL PLUGIN rpl_semi_sync_slave SONAME 'semisync_slave.so'");
        node.shutdown();
        Connection again = nodes.connect(nodes.start("a", 1));
        assertThat(TestNodes.cell(again, "SELECT @@rpl_semi_sync_slave_enabled")).isEqualTo("0");
        assertThat(TestNodes.cell(again, MASTER)).isNull();
    }

    @Test
    void theConfigurationLoadsPlugins() throws Exception {
        Connection named = nodes.connect(nodes.start("a", 1, "plugin_load_add=semisync_master;semisync_slave.so"));
        assertThat(TestNodes.column(named, "SHOW PLUGINS", "Name")).contains("rpl_semi_sync_master",
                "rpl_semi_sync_slave");
        Connection set = nodes.connect(nodes.start("b", 2, "rpl_semi_sync_slave_enabled=ON"));
        assertThat(TestNodes.column(set, "SHOW PLUGINS", "Name")).contains("rpl_semi_sync_slave")
                .doesNotContain("rpl_semi_sync_master");
        assertThatThrownBy(() -> nodes.start("c", 3, "plugin_load_add=nonsense")).isInstanceOf(IOException.class)
                .hasMessageContaining("there is no plugin or library 'nonsense'");
    }

    @Test
    void librariesThatAreNotThereAreRefused() throws Exception {
        Connection client = nodes.connect(nodes.start("a", 1));
        assertError(() -> TestNodes.run(client, "INSTALL PLUGIN x SONAME 'nosuch.so'"), 1126, null);
        assertError(() -> TestNodes.run(client, "INSTALL PLUGIN x SONAME '../semisync_master.so'"), 1124,
                "No paths allowed for shared library");
        assertError(() -> TestNodes.run(client, "INSTALL PLUGIN x SONAME 'semisync_master.so'"), 1127,
                "Can't find symbol 'x' in library");
        assertError(() -> TestNodes.run(client, "UNINSTALL PLUGIN binlog"), 1619,
                "Built-in plugins cannot be deleted");
    }

    @Test
    void aPluginInUseStays() throws Exception {
        Node source = nodes.start("m", 1, "rpl_semi_sync_master_enabled=ON");
        Connection m = nodes.connect(source);
        Connection s = nodes.connect(nodes.start("s", 2, "rpl_semi_sync_slave_enabled=ON"));
        TestNodes.replicate(s, source, "MASTER_HEARTBEAT_PERIOD=0.2");
        TestNodes.await("client", () -> "1".equals(TestNodes.status(m, "Rpl_semi_sync_master_clients")));
        assertError(() -> TestNodes.run(m, "UNINSTALL PLUGIN rpl_semi_sync_master"), 1883,
                "Plugin 'rpl_semi_sync_master' cannot be uninstalled now. Stop any active semisynchronous slaves of"
                        + " this master first.");
        assertError(() -> TestNodes.run(s, "UNINSTALL PLUGIN rpl_semi_sync_slave"), 1883, null);
        TestNodes.run(s, "STOP SLAVE", "UNINSTALL PLUGIN rpl_semi_sync_slave");
        TestNodes.await("gone", () -> "0".equals(TestNodes.status(m, "Rpl_semi_sync_master_clients")));
        TestNodes.run(m, "UNINSTALL PLUGIN rpl_semi_sync_master");
        TestNodes.run(s, "START SLAVE");
        TestNodes.run(m, "CREATE TABLE t (id INT)");
        ReplicationTest.awaitRows(s, "SELECT COUNT(*) FROM t", "0");
    }

    @Test
    void theProfileLockstepTakesInstallForTestsOfThePluginEra() throws Exception {
        Connection client = nodes.connect(nodes.start("a", 1, Profiles.LOCKSTEP));
        TestNodes.run(client, "INSTALL SONAME 'semisync_master.so'", "INSTALL SONAME 'semisync_slave'",
                "SET GLOBAL rpl_semi_sync_slave_enabled=1", "UNINSTALL SONAME 'semisync_slave.so'",
                "UNINSTALL PLUGIN rpl_semi_sync_master");
        assertThat(TestNodes.cell(client, "SELECT @@rpl_semi_sync_slave_enabled")).isEqualTo("0");
    }

    @Test
    void whereSemiSyncIsBuiltInThereIsNothingToInstall() throws Exception {
        Connection client = nodes.connect(nodes.start("a", 1, Profiles.MARIADB_10_11));
        assertThat(TestNodes.cell(client, MASTER, 2)).isEqualTo("OFF");
        assertError(() -> TestNodes.run(client, "INSTALL SONAME 'semisync_master'"), 1126, null);
        assertError(() -> TestNodes.run(client, "UNINSTALL SONAME 'semisync_master'"), 1305,
                "SONAME semisync_master.so does not exist");
    }
}
