package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SqlFaultTest {
    @Test
    void aBrokenConnectionLeavesTheFateOfAStatementOpen() {
        for (var state : new @Nullable String[] {null, "08006", "57P01", "57P02", "58030", "XX000", "40003"}) {
            assertEquals(SqlFault.LOST, of(state));
        }
    }

    @Test
    void whatWasGivenUpMayBeTriedAgain() {
        for (var state : new String[] {"40001", "40P01", "26000", "0A000"}) {
            assertEquals(SqlFault.GIVEN_UP, of(state));
        }
    }

    @Test
    void whatTookTooLongIsToldApart() {
        for (var state : new String[] {"55P03", "57014"}) {
            assertEquals(SqlFault.TIMED_OUT, of(state));
        }
    }

    @Test
    void aValueOutOfRangeIsPoison() {
        for (var state : new String[] {"22021", "22P02", "22003", "23502", "23514"}) {
            assertEquals(SqlFault.POISON, of(state));
        }
    }

    @Test
    void aFullDiskIsNobodysFault() {
        for (var state : new String[] {"53100", "53300", "25006", "28P01"}) {
            assertEquals(SqlFault.REFUSED, of(state));
        }
    }

    @Test
    void theRestIsOurs() {
        // 23505: two messages at one position would be a fault of the counter, not of a message.
        for (var state : new String[] {"42P01", "42501", "23505", "3D000", ""}) {
            assertEquals(SqlFault.OURS, of(state));
        }
    }

    private static SqlFault of(@Nullable String state) {
        return SqlFault.of(new SQLException("for this test", state));
    }
}
