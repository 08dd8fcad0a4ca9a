package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class OutboxLeaseIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void whoDeliversIsGivenUpAlsoWhileAnAnswerIsOnItsWayToIt() throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute(OutboxLease.SETTINGS);
            try (var row = statement.executeQuery("SHOW tcp_user_timeout")) {
                assertTrue(row.next());
                assertEquals("25000", row.getString(1)); // as the operating system has it
            }
        }
    }
}
