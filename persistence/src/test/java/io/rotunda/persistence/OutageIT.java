package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.local.CrashingPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No acknowledged message is lost or doubled, whatever happens to PostgreSQL.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutageIT {
    private static final String OURS =
            "FROM pg_stat_activity WHERE application_name = 'rotunda' AND pid <> pg_backend_pid()";

    private final CrashingPostgres postgres;
    private final Database database;
    private final Messages messages;

    OutageIT(@TempDir Path dataDir) throws IOException {
        postgres = new CrashingPostgres(dataDir);
        database = Database.open(postgres.url(), 5);
        messages = database.stores().messages();
    }

    @AfterAll
    void close() throws IOException {
        database.close();
        postgres.close();
    }

    @Test
    void whatWasInDoubtWhenPostgresqlCrashedIsFoundOut() throws Exception {
        try (var senders = new Senders(database.stores())) {
            for (int i = 0; i < 3; i++) {
                senders.awaitAnswers(200);
                postgres.crash();
                postgres.comeBack();
            }
            senders.awaitAnswers(200);
            senders.finish();
        }
    }

    @Test
    void sendersAreRefusedWhilePostgresqlIsAwayAndGoOnWhenItIsBack() throws Exception {
        try (var senders = new Senders(database.stores())) {
            senders.awaitAnswers(200);
            postgres.crash();
            senders.awaitRefusals();
            postgres.comeBack();
            senders.awaitAnswers(200);
            senders.finish();
        }
    }

    @Test
    void sendersGoOnThoughConnectionsAreCut() throws Exception {
        try (var senders = new Senders(database.stores());
                var connection = connect()) {
            for (int i = 0; i < 30; i++) {
                senders.awaitAnswers(30);
                try (var statement = connection.createStatement()) {
                    statement.execute("SELECT pg_terminate_backend(pid) " + OURS);
                }
            }
            senders.awaitAnswers(30);
            senders.finish();
        }
    }

    @Test
    void sendersGoOnAfterABackendWasKilled() throws Exception {
        try (var senders = new Senders(database.stores())) {
            for (int i = 0; i < 3; i++) {
                senders.awaitAnswers(200);
                for (long pid : backends()) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            senders.awaitAnswers(200);
            senders.finish();
        }
    }

    @Test
    void whilePostgresqlIsAwayEverythingIsUnavailableAndNothingWaits() throws Exception {
        var room = Drafts.room();
        var first = Outcomes.append(messages, Drafts.draft(room, "before"));
        assertTrue(database.healthy());
        postgres.crash();
        awaitHealth(false);
        for (int i = 0; i < 1000; i++) {
            assertThrows(Unavailable.class, () -> messages.append(Drafts.draft(room, "during"), _ -> {}));
            assertThrows(Unavailable.class, () -> messages.latest(room, 10));
            assertThrows(Unavailable.class, () -> database.stores().timelines().create(room));
        }
        postgres.comeBack();
        awaitHealth(true);
        var second = Outcomes.append(messages, Drafts.draft(room, "after"));
        assertEquals(List.of(first, second), sent(messages.latest(room, 10)));
    }

    private void awaitHealth(boolean healthy) {
        while (database.healthy() != healthy) {
            Thread.onSpinWait();
        }
    }

    private List<Long> backends() throws SQLException {
        var pids = new ArrayList<Long>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pid " + OURS)) {
            while (row.next()) {
                pids.add(row.getLong(1));
            }
        }
        return pids;
    }

    private Connection connect() throws SQLException {
        return Sessions.unhurried(postgres.url()).getConnection();
    }
}
