package io.rotunda.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.config.Settings.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What settings read from files and write to them.
class FilesIT {
    @TempDir
    private Path directory;

    @Test
    void developmentModeKeepsItsSecret() throws IOException {
        var first = development();
        assertEquals(Mode.DEVELOPMENT, first.mode());
        assertTrue(first.listen().host().loopback());
        assertTrue(first.autoCreateRooms());
        assertTrue(first.listen().origins().loopback());
        assertEquals(first.tokens(), development().tokens());
        var permissions = Files.getPosixFilePermissions(data().resolve(DevelopmentSecret.FILE));
        assertEquals("rw-------", PosixFilePermissions.toString(permissions));
        Files.delete(data().resolve(DevelopmentSecret.FILE));
        assertNotEquals(first.tokens(), development().tokens());
    }

    @Test
    void aDamagedSecretStopsTheStart() throws IOException {
        development();
        Files.writeString(data().resolve(DevelopmentSecret.FILE), "short");
        assertTrue(refusal(Map.of("DATA_DIR", data().toString())).contains("delete the file"));
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenStopsTheStart() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");
        assertTrue(refusal(Map.of("DATA_DIR", file.resolve("data").toString())).contains("DATA_DIR"));
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        var file = write("PORT = 4000\nRATE_LIMIT_EVENTS = 7\nCONFORMANCE_MODE: true\nLOG_LEVEL =\n");
        var settings = Settings.load(Map.of("ROTUNDA_CONFIG", file, "PORT", "5000", "RATE_LIMIT_EVENTS", ""));
        assertEquals(5000, settings.listen().port());
        assertEquals(7, settings.rateLimit().events());
    }

    @Test
    void anUnknownKeyOfTheFileStopsTheStart() throws IOException {
        assertTrue(refusal(Map.of("ROTUNDA_CONFIG", write("JWT_SECERT=x"))).contains("JWT_SECERT"));
        assertTrue(refusal(Map.of("ROTUNDA_CONFIG", write("ROTUNDA_CONFIG=x"))).contains("ROTUNDA_CONFIG"));
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart() throws IOException {
        assertTrue(refusal(Map.of("ROTUNDA_CONFIG", "/no/such/file")).contains("/no/such/file"));
        assertTrue(refusal(Map.of("ROTUNDA_CONFIG", write("a=\\u00zz"))).contains("properties"));
    }

    @Test
    void aPublicKeyMayStandInAFile() throws IOException {
        var pem = write("""
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEAJFkc6rbWZe93YwE7BIhY+XgLYjrOMVLpF9U4C5SwxAQ=
                -----END PUBLIC KEY-----
                """);
        var settings = Settings.load(Map.of("JWT_PUBLIC_KEY", pem));
        assertEquals(Mode.PRODUCTION, settings.mode());
        assertEquals(1, settings.tokens().publicKeys().size());
        assertTrue(refusal(Map.of("JWT_PUBLIC_KEY", pem + ".not")).contains("no such file"));
    }

    private Settings development() {
        return Settings.load(Map.of("DATA_DIR", data().toString()));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String write(String text) throws IOException {
        return Files.writeString(directory.resolve("settings"), text).toString();
    }

    private static String refusal(Map<String, String> environment) {
        return String.valueOf(assertThrows(Misconfigured.class, () -> Settings.load(environment))
                .getMessage());
    }
}
