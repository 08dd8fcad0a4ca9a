package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.persistence.local.CrashingPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A database that does not keep what it commits is found out.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DurabilityIT {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofDays(1);

    private final CrashingPostgres postgres;

    DurabilityIT(@TempDir Path dataDir) throws IOException {
        postgres = new CrashingPostgres(dataDir);
        restart();
    }

    @AfterEach
    void allIsOnAgain() throws SQLException {
        alter("RESET ALL");
    }

    @AfterAll
    void close() throws IOException {
        postgres.close();
    }

    @Test
    void whatIsSwitchedOffWhileWeRunIsSeenAndSoIsItsReturn() throws Exception {
        try (var database = open(OFTEN)) {
            await(database, Set.of());
            alter("SET fsync = off");
            await(database, Set.of("fsync"));
            alter("SET full_page_writes = off");
            await(database, Set.of("fsync", "full_page_writes"));
            alter("SET fsync = on");
            alter("SET full_page_writes = on");
            await(database, Set.of());
        }
    }

    @Test
    void whatIsOffBeforeWeStartIsKnownAtTheStart() throws Exception {
        alter("SET fsync = off");
        restart();
        try (var database = open(NEVER)) {
            assertEquals(Set.of("fsync"), database.durabilityOff());
        }
    }

    @Test
    void aDatabaseThatComesBackIsLookedAtAgain() throws Exception {
        try (var database = open(NEVER)) {
            alter("SET full_page_writes = off");
            postgres.crash();
            while (database.healthy()) {
                Thread.onSpinWait();
            }
            postgres.comeBackAsConfigured();
            await(database, Set.of("full_page_writes"));
        }
    }

    /// Sessions that had begun before it was switched off, too.
    @Test
    void ourSessionsWaitForTheDiskWhateverTheServerIsTold() throws Exception {
        try (var database = open(OFTEN);
                var pool = new ConnectionPool(postgres.url(), 1)) {
            var before = setting(pool);
            alter("SET synchronous_commit = off");
            alter("SET fsync = off");
            await(database, Set.of("fsync")); // so the other one has been read too
            assertEquals("on", before);
            assertEquals("on", setting(pool));
        }
    }

    private Database open(Duration look) {
        return Database.open(postgres.url(), 2, CommitLimits.DEFAULT, look, (_, _) -> {}, false);
    }

    private void restart() throws IOException {
        postgres.crash();
        postgres.comeBackAsConfigured();
    }

    private void alter(String setting) throws SQLException {
        try (var connection = Sessions.unhurried(postgres.url()).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM " + setting);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static String setting(ConnectionPool pool) {
        return pool.ask(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SHOW synchronous_commit")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private static void await(Database database, Set<String> off) {
        while (!database.durabilityOff().equals(off)) {
            Thread.onSpinWait();
        }
    }
}
