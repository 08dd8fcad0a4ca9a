package io.rotunda.persistence.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the class path.
final class PostgresBinaries {
    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /// Unpacks the programs for this machine below `home`, unless they are there already. A directory that
    /// bears the final name is complete, whatever was killed meanwhile.
    ///
    /// @return the directory that holds `initdb`, `pg_ctl` and `postgres`
    static Path unpack(Path home) throws IOException {
        var archive = "/postgres-" + system() + "-" + architecture() + ".txz";
        var target = home.resolve("programs-" + checksum(archive));
        if (!Files.isDirectory(target)) {
            var unfinished = home.resolve("programs.unfinished");
            delete(unfinished);
            unpack(archive, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target.resolve("bin");
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException error) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & OWNER_EXECUTES) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    private static String checksum(String archive) throws IOException {
        var checksum = new CRC32();
        try (var bytes = new CheckedInputStream(open(archive), checksum)) {
            bytes.skip(Long.MAX_VALUE);
        }
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    private static InputStream open(String archive) throws IOException {
        var bytes = PostgresBinaries.class.getResourceAsStream(archive);
        if (bytes == null) {
            throw new IOException("this build holds no PostgreSQL for " + system() + " on " + architecture()
                    + ": set DATABASE_URL to a PostgreSQL that runs elsewhere");
        }
        return new BufferedInputStream(bytes);
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String architecture() {
        var name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }
}
