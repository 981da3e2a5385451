package dev.lockstep.engine.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.engine.sql.SqlError;
import dev.lockstep.engine.sql.statement.AccountName;
import dev.lockstep.engine.sql.statement.AccountStatement;
import dev.lockstep.engine.sql.statement.StatementParser;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final AccountName ROOT = new AccountName("root", "%");

    @TempDir
    Path folder;

    private static void run(TableStore store, String sql) throws SqlError {
        store.accounts().execute((AccountStatement) StatementParser.parse(sql).statement(), ROOT);
    }

    @Test
    void accountsAreKept() throws SqlError {
        try (TableStore store = TableStore.open(folder, Duration.ofMillis(500))) {
            assertThat(store.accounts().find("root", "127.0.0.1").orElseThrow().nativeHash().size()).isZero();
            run(store, "CREATE USER 'repl'@'%' IDENTIFIED BY 'secret'");
            run(store, "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");
            assertThat(catchThrowableOfType(SqlError.class, () -> run(store, "CREATE USER repl")).code())
                    .isEqualTo(1396);
        }
        try (TableStore store = TableStore.open(folder, Duration.ofMillis(500))) {
            Accounts.StoredAccount repl = store.accounts().find("repl", "127.0.0.1").orElseThrow();
            assertThat(repl.nativeHash().toString()).isEqualToIgnoringCase("14E65567ABDB5135D0CFD9A70B3032C179A49EE7");
            assertThat(repl.sha2Digest().size()).isEqualTo(32);
            assertThat(StoreFixture.lines(store.accounts().showGrants(repl.name(), new GrantWords(false, false))))
                    .containsExactly("GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");
            run(store, "DROP USER repl");
            assertThat(store.accounts().find("repl", "127.0.0.1")).isEmpty();
            assertThat(catchThrowableOfType(SqlError.class, () -> run(store, "DROP USER repl")).code()).isEqualTo(1396);
        }
    }

    @Test
    void exactHostGoesFirst() throws SqlError {
        try (TableStore store = TableStore.open(folder, Duration.ofMillis(500))) {
            run(store,
                    "CREATE USER a, 'a'@'10.%' IDENTIFIED BY 'x', 'a'@'10.0.0.1' IDENTIFIED WITH caching_sha2_password BY 'y'");
            assertThat(store.accounts().find("a", "10.0.0.1").orElseThrow().plugin())
                    .isEqualTo("caching_sha2_password");
            assertThat(store.accounts().find("a", "10.0.0.2").orElseThrow().name().host()).isEqualTo("10.%");
            assertThat(store.accounts().find("a", "11.0.0.2").orElseThrow().name().host()).isEqualTo("%");
            assertThat(store.accounts().find("b", "11.0.0.2")).isEmpty();
        }
    }

    @Test
    void passwordsChange() throws SqlError {
        try (TableStore store = TableStore.open(folder, Duration.ofMillis(500))) {
            run(store, "SET PASSWORD = PASSWORD('new')");
            String hash = store.accounts().find("root", "x").orElseThrow().nativeHash().toString();
            run(store, "CREATE USER copy IDENTIFIED WITH mysql_native_password AS '*" + hash + "'");
            assertThat(store.accounts().find("copy", "x").orElseThrow().nativeHash().toString()).isEqualTo(hash);
            assertThat(
                    catchThrowableOfType(SqlError.class, () -> run(store, "CREATE USER bad IDENTIFIED BY PASSWORD 'x'"))
                            .code())
                    .isEqualTo(1827);
        }
    }
}
