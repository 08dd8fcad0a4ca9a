package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ConnectionPoolIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final ConnectionPool pool = new ConnectionPool(DATABASE.url(), 1);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void questionsToABusyDatabaseWaitForTheirTurn() throws Exception {
        var answers = Outcomes.atOnce(
                40,
                _ -> pool.ask(connection -> {
                    try (var statement = connection.createStatement();
                            var row = statement.executeQuery(
                                    "SELECT 42 FROM pg_sleep(0.04)")) { // all together beyond any time-out
                        row.next();
                        return row.getInt(1);
                    }
                }));
        assertEquals(Collections.nCopies(40, 42), answers);
    }

    @Test
    void aDatabaseThatAnsweredLatelyNeedNotBeAsked() throws Exception {
        var asked = new CountDownLatch(1);
        var enough = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(() -> pool.ask(_ -> {
            asked.countDown();
            await(enough);
            return true;
        }));
        asked.await();
        assertTrue(pool.answers(Duration.ofDays(1)));
        assertFalse(pool.answers(Duration.ZERO)); // the only connection is taken
        enough.countDown();
        holder.join();
        assertTrue(pool.answers(Duration.ZERO));
    }

    @Test
    void whatTheDatabaseDoesNotUnderstandIsOurFaultAndQuotesNothing() {
        var fault = assertThrows(
                IllegalStateException.class,
                () -> pool.ask(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute("SELECT 'secret'::int");
                    }
                }));
        assertFalse(String.valueOf(fault.getMessage()).contains("secret"));
    }

    private static void await(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }
}
