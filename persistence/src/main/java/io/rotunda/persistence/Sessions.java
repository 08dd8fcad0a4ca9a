package io.rotunda.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// How each connection to the database is made.
final class Sessions {
    /// How long a database that does not answer is waited for, when there is no deadline to keep.
    static final Duration CONNECT = Duration.ofSeconds(1);

    private static final Map<String, String> DRIVER = Map.of(
            "ApplicationName", "rotunda",
            "tcpKeepAlive", "true",
            "connectTimeout", Long.toString(CONNECT.toSeconds()),
            "loginTimeout", Long.toString(CONNECT.toSeconds()),
            "gssEncMode", "disable",
            "prepareThreshold", "1",
            // uuid[] and json[], which the driver would send as text.
            "binaryTransferEnable", "2951,199",
            // An error's detail quotes the row.
            "logServerErrorDetail", "false");

    private Sessions() {}

    /// Connections that work for long and wait for locks: for migrations.
    static DataSource unhurried(DatabaseUrl url) {
        return source(url, Map.of());
    }

    /// Connections that give up on an answer that takes longer than `patience`. See [#settings].
    static DataSource impatient(DatabaseUrl url, Duration patience) {
        return source(url, Map.of("socketTimeout", Long.toString(patience.toSeconds())));
    }

    /// What a connection sets when it begins, so that the database gives up before the socket does: a
    /// statement that the database gave up is known to have changed nothing.
    static String settings(Duration patience) {
        return """
                SET statement_timeout = %d;
                SET lock_timeout = %d;
                -- Every query here has its index. A plan made while a table was young and small must not go on
                -- reading the whole of it.
                SET enable_seqscan = off;
                SET jit = off;
                -- Promised: what is acknowledged is on disk. Stronger settings than `on` stay as they are, and
                -- what is set here stays, whatever the server is told to be from now on.
                SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false);
                SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') = 'off'
                """.formatted(patience.toMillis() * 4 / 5, patience.toMillis() * 3 / 5);
    }

    private static DataSource source(DatabaseUrl url, Map<String, String> more) {
        var source = new PGSimpleDataSource();
        source.setURL(url.jdbc());
        try {
            for (var properties : java.util.List.of(DRIVER, more, url.parameters())) {
                for (var property : properties.entrySet()) {
                    source.setProperty(property.getKey(), property.getValue());
                }
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("the PostgreSQL URL has a parameter that the driver does not take", e);
        }
        return source;
    }
}
