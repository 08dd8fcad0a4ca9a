package io.rotunda.persistence.local;

import io.rotunda.persistence.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL that needs no installation: in a directory of ours, durable, reachable from this machine
/// with a password only. Keeps its data between starts, also when we or it were killed.
public final class LocalPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);

    private final DirectoryLock lock;
    private final Cluster cluster;
    private final DatabaseUrl url;
    private boolean closed;

    private LocalPostgres(DirectoryLock lock, Cluster cluster, DatabaseUrl url) {
        this.lock = lock;
        this.cluster = cluster;
        this.url = url;
    }

    /// Starts the server in `dataDir/postgres`; the first time this unpacks and initializes it, which takes a
    /// few seconds. Registers no shutdown hook: whoever calls this calls [#close], after everything that uses
    /// the database.
    ///
    /// @throws IOException if it cannot be started, or another server has the directory; the message says why
    public static LocalPostgres start(Path dataDir) throws IOException {
        // The real path: an orphan is told from others by the path on its command line.
        var home = Files.createDirectories(dataDir.resolve("postgres")).toRealPath();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        var lock = DirectoryLock.take(home);
        try {
            var cluster = new Cluster(new Program(PostgresBinaries.unpack(home)), home);
            var passwordFile = home.resolve("password");
            var password = password(passwordFile);
            cluster.create(passwordFile);
            cluster.stopOrphan();
            int port = cluster.start();
            LOG.info("Embedded PostgreSQL in {} listens on 127.0.0.1:{}", home, port);
            var url =
                    "postgres://" + Cluster.USER + ":" + password + "@127.0.0.1:" + port + "/postgres?sslmode=disable";
            return new LocalPostgres(lock, cluster, DatabaseUrl.parse(url));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public DatabaseUrl url() {
        return url;
    }

    /// Stops the server cleanly; idempotent, also from a shutdown hook.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            cluster.stop();
        } catch (IOException e) {
            // The next start finds it and stops it, and no data is lost.
            LOG.warn("The embedded PostgreSQL was not stopped: {}", e.getMessage());
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        var onlyOurs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var unfinished = Files.createTempFile(file.getParent(), "password", null, onlyOurs);
        Files.writeString(unfinished, password, StandardOpenOption.SYNC);
        Files.move(unfinished, file);
        return password;
    }
}
