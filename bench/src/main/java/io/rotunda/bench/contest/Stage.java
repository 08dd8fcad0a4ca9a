package io.rotunda.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Everything that runs besides the clients. Ends with this process, whatever ends it.
public final class Stage implements AutoCloseable {
    private final Guard guard;
    private final Database database;
    private final Path logs;
    private final List<Server> servers = new ArrayList<>();
    private boolean closed;

    /// Starts PostgreSQL.
    ///
    /// @param work where it is kept, and what the servers print
    public Stage(Path work) throws IOException {
        logs = Files.createDirectories(work);
        guard = new Guard();
        database = Database.start(logs);
        guard.watch(database.pid());
    }

    /// What the servers keep everything in.
    public Database database() {
        return database;
    }

    /// A fresh process on an empty database.
    public synchronized Server start(Contestant contestant) throws Exception {
        if (closed) {
            throw new IllegalStateException("interrupted");
        }
        var server = Server.start(contestant, database, guard, logs);
        servers.add(server);
        return server;
    }

    /// Ends it.
    public synchronized void stop(Server server) {
        servers.remove(server);
        server.close();
    }

    /// Ends everything.
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        List.copyOf(servers).forEach(this::stop);
        database.close();
        guard.ended(database.pid());
        guard.close();
    }
}
