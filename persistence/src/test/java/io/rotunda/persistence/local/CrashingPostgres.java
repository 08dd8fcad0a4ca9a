package io.rotunda.persistence.local;

import io.rotunda.persistence.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A PostgreSQL that a test can crash and bring back where it was.
public final class CrashingPostgres implements AutoCloseable {
    private static final String PASSWORD = "secret";

    private final Path home;
    private final Program program;
    private final Cluster cluster;
    private final int port;

    public CrashingPostgres(Path dataDir) throws IOException {
        var password = Files.writeString(dataDir.resolve("password"), PASSWORD);
        home = dataDir.toRealPath();
        program = new Program(SharedPrograms.unpack());
        cluster = new Cluster(program, home);
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

    /// The same, but as its configuration says, like a server that is not ours to start.
    public void comeBackAsConfigured() throws IOException {
        program.run(
                "pg_ctl",
                "start",
                "--pgdata=" + home.resolve("data"),
                "--log=" + home.resolve("server.log"),
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
                "--wait",
                "--timeout=60");
    }

    @Override
    public void close() throws IOException {
        cluster.stop("immediate");
    }
}
