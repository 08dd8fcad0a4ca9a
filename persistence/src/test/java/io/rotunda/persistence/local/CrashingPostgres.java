package io.rotunda.persistence.local;

import io.rotunda.persistence.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A PostgreSQL that a test can crash and bring back where it was.
public final class CrashingPostgres implements AutoCloseable {
    private static final String PASSWORD = "secret";

    private final Cluster cluster;
    private final int port;

    public CrashingPostgres(Path dataDir) throws IOException {
        var password = Files.writeString(dataDir.resolve("password"), PASSWORD);
        cluster = new Cluster(new Program(SharedPrograms.unpack()), dataDir.toRealPath());
        cluster.create(password);
        port = cluster.start();
    }

    public DatabaseUrl url() {
        return DatabaseUrl.parse(
                "postgres://" + Cluster.USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/postgres?sslmode=disable");
    }

    /// All its processes end at once; nothing is written any more.
    public void crash() throws IOException {
        cluster.stop("immediate");
    }

    public void comeBack() throws IOException {
        cluster.start(port);
    }

    @Override
    public void close() throws IOException {
        cluster.stop("immediate");
    }
}
