package io.rotunda.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Everything that a fault can hit, running: clients - proxy - server - proxy - PostgreSQL.
final class Stage implements AutoCloseable {
    private final Guard guard = new Guard();
    private final @Nullable SmallDisk disk;
    private final Postgres postgres;
    private final Proxy databaseLink;
    private final Server server;
    private final Proxy clientsLink;

    /// @param seed chooses which connections a fault hits
    Stage(Setup setup, long seed) throws Exception {
        try {
            var home = Files.createTempDirectory("rotunda-chaos-").toRealPath();
            guard.deleteLater(home);
            var random = new SplittableRandom(seed);
            disk = SmallDisk.mount(guard, home.resolve("disk"));
            postgres = new Postgres(guard, home, walOn(disk), setup.postgres());
            postgres.start();
            databaseLink = new Proxy(postgres.port(), random.split());
            var environment = new HashMap<>(setup.environment());
            environment.put("DATABASE_URL", Postgres.url(databaseLink.port()));
            server = new Server(guard, setup.classPath(), home, environment);
            if (setup.isPackaged()) {
                server.prepare();
            }
            server.start();
            clientsLink = new Proxy(server.port(), random.split());
        } catch (Exception failure) {
            guard.close();
            throw failure;
        }
    }

    Guard guard() {
        return guard;
    }

    /// Null where nothing may be mounted.
    @Nullable
    SmallDisk disk() {
        return disk;
    }

    Postgres postgres() {
        return postgres;
    }

    Server server() {
        return server;
    }

    Proxy link(Kind.Target target) {
        return switch (target) {
            case CLIENTS_LINK -> clientsLink;
            case DATABASE_LINK -> databaseLink;
            case SERVER, POSTGRES -> throw new IllegalArgumentException(target + " is no link");
        };
    }

    String url() {
        return "http://127.0.0.1:" + clientsLink.port();
    }

    @Override
    public void close() throws IOException {
        try (guard;
                databaseLink;
                clientsLink;
                postgres) {
            server.close();
        }
    }

    private static @Nullable Path walOn(@Nullable SmallDisk disk) throws IOException {
        return disk == null ? null : disk.room();
    }
}
