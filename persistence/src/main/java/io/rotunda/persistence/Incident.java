package io.rotunda.persistence;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;

/// A fault that a log line describes without quoting anything that it was about: messages of exceptions may.
final class Incident {
    private Incident() {}

    /// Logs what failed, once.
    ///
    /// @return the id that names this log line
    static String log(Logger log, String what, Throwable cause) {
        var id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        var bare = new RuntimeException(describe(cause));
        bare.setStackTrace(cause.getStackTrace());
        log.error("{} ({})", what, id, bare);
        return id;
    }

    /// The kind of a fault, without what its message may quote.
    static String describe(Throwable cause) {
        var kind = cause.getClass().getSimpleName();
        if (cause instanceof SQLException sql) {
            var state = String.valueOf(sql.getSQLState());
            // An error in a statement is described in the statement's own words.
            return kind + ", SQLSTATE " + state + (state.startsWith("42") ? ", " + sql.getMessage() : "");
        }
        return kind;
    }
}
