package io.rotunda.server.config;

import io.rotunda.server.auth.Secret;
import io.rotunda.server.http.ApiKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;

/// The secret that signs the tokens of development mode, and the key for back ends: made once and kept, so that links,
/// open pages and scripts survive a restart.
final class DevelopmentSecret {
    static final String FILE = "jwt.secret";
    static final String KEY_FILE = "api.key";

    private DevelopmentSecret() {}

    /// @throws Misconfigured if it can be neither read nor made
    static Secret in(Path dataDir) {
        return in(dataDir.resolve(FILE), Secret::new);
    }

    /// @throws Misconfigured if it can be neither read nor made
    static ApiKey key(Path dataDir) {
        return in(dataDir.resolve(KEY_FILE), ApiKey::new);
    }

    private static <T> T in(Path file, Function<String, T> read) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            make(file);
            return read.apply(Files.readString(file).strip());
        } catch (IOException e) {
            throw new Misconfigured("the secret of development mode cannot be kept in " + file
                    + "; set DATA_DIR to a directory that can be written");
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("the secret in " + file + " is damaged; delete the file and a new one is made");
        }
    }

    private static void make(Path file) throws IOException {
        var bytes = new byte[Secret.MIN_BYTES];
        new SecureRandom().nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // Only for its owner from the first moment, not from the second.
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, fresh, owner)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            // Kept from an earlier start.
        }
    }
}
