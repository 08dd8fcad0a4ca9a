package io.rotunda.persistence;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/// What an error of the database means for what was asked.
enum SqlFault {
    /// Somebody stored the same before: nothing of the statement is kept.
    DUPLICATE,
    /// A value that the database does not take: nothing of the statement is kept, and never will be.
    POISON,
    /// The connection is gone. Whether the statement was committed is not known.
    LOST,
    /// The statement was given up, for the sake of others: nothing is kept, try again.
    GIVEN_UP,
    /// The statement took too long, or waited too long for somebody else: nothing is kept.
    TIMED_OUT,
    /// The database is there, but does not take this now (disk full, read-only, too many connections).
    REFUSED,
    /// The statement does not fit the database: our fault.
    OURS;

    /// The constraints that say: this came before.
    private static final Set<String> ONCE = Set.of("messages_once", "messages_id", "changes_id");

    static SqlFault of(SQLException error) {
        var state = error.getSQLState();
        if (state == null) {
            return LOST;
        }
        return switch (state) {
            case "23505" -> namesWhatCame(error) ? DUPLICATE : OURS;
            // A cached plan or prepared statement that is no longer valid: the statement did not begin.
            case "0A000", "26000" -> GIVEN_UP;
            case "40003" -> LOST; // statement completion unknown
            case "55P03", "57014" -> TIMED_OUT;
            case "25006" -> REFUSED;
            default -> ofClass(state);
        };
    }

    /// Whether the database said so, and not the driver: then nothing of the statement is kept.
    static boolean isAnswer(SQLException error) {
        return error instanceof PSQLException known && known.getServerErrorMessage() != null;
    }

    private static SqlFault ofClass(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "22", "23" -> POISON;
            case "40" -> GIVEN_UP;
            // Shutting down, crashed, internal and system errors: a PANIC while committing looks like this.
            case "08", "57", "58", "XX" -> LOST;
            case "28", "53" -> REFUSED;
            default -> OURS;
        };
    }

    private static boolean namesWhatCame(SQLException error) {
        if (error instanceof PSQLException known && known.getServerErrorMessage() != null) {
            var constraint = known.getServerErrorMessage().getConstraint();
            return constraint != null && ONCE.contains(constraint);
        }
        return false;
    }
}
