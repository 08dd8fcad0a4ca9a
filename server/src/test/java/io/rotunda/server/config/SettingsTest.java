package io.rotunda.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.admin.Credentials;
import io.rotunda.server.admin.PasswordHash;
import io.rotunda.server.auth.ClaimNames;
import io.rotunda.server.auth.Secret;
import io.rotunda.server.config.Settings.LogFormat;
import io.rotunda.server.config.Settings.LogLevel;
import io.rotunda.server.config.Settings.Mode;
import io.rotunda.server.wire.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String SECRET = "a secret of thirty-two bytes, or more";

    @Test
    void withOnlyAKeyEverythingElseHasADefault() {
        var settings = settings(Map.of());
        assertEquals(Mode.PRODUCTION, settings.mode());
        assertEquals(new Host("0.0.0.0"), settings.listen().host());
        assertEquals(3000, settings.listen().port());
        assertEquals(0, settings.listen().maxConnections());
        assertEquals(new Origins(false, false, Set.of()), settings.listen().origins());
        assertNull(settings.database().url());
        assertEquals(10, settings.database().poolSize());
        assertEquals(Path.of("./data"), settings.dataDir());
        assertEquals(ClaimNames.STANDARD, settings.tokens().claims());
        assertFalse(settings.tokenInQuery());
        assertEquals(
                new Settings.Transport(Duration.ofSeconds(25), Duration.ofSeconds(60), 1_000_000, 1_048_576),
                settings.transport());
        assertEquals(new Settings.RateLimit(100, Duration.ofMinutes(1)), settings.rateLimit());
        assertEquals(new Settings.Presence(Duration.ofSeconds(90), Duration.ofSeconds(10), 500), settings.presence());
        assertEquals(50, settings.listen().maxConnectionsPerUser());
        assertFalse(settings.autoCreateRooms());
        assertEquals(LogFormat.TEXT, settings.log().format());
        assertEquals(LogLevel.INFO, settings.log().level());
        assertEquals(Duration.ofSeconds(10), settings.drain());
    }

    @Test
    void aReceiverOfWebhooksComesWithASecretAndNeitherIsShown() {
        assertNull(settings(Map.of("WEBHOOK_SECRET", SECRET)).webhooks());
        var url = "https://ann:s3cret@example.com/hooks?key=s3cret";
        var webhooks = Objects.requireNonNull(
                settings(Map.of("WEBHOOK_URL", url, "WEBHOOK_SECRET", SECRET)).webhooks());
        assertEquals(1_000_000, webhooks.maxPending());
        assertEquals("https://example.com", webhooks.toString());
        for (var wrong : List.of(
                Map.of("WEBHOOK_URL", url),
                Map.of("WEBHOOK_URL", url, "WEBHOOK_SECRET", "s3cret"),
                Map.of("WEBHOOK_URL", "ftp://s3cret@example.com", "WEBHOOK_SECRET", SECRET))) {
            var message = String.valueOf(
                    assertThrows(Misconfigured.class, () -> settings(wrong)).getMessage());
            assertTrue(message.contains("WEBHOOK_"), message);
            assertFalse(message.contains("s3cret"), message);
        }
    }

    @Test
    void aBlankValueIsNotSet() {
        assertEquals(3000, settings(Map.of("PORT", " ")).listen().port());
    }

    @Test
    void severalSecretsMayBeSet() {
        var fresh = "k".repeat(32);
        var old = "ö".repeat(16);
        assertEquals(
                List.of(new Secret(fresh), new Secret(old)),
                settings(Map.of("JWT_SECRET", fresh + ", " + old)).tokens().secrets());
    }

    @Test
    void aSecretMayHaveACommaInIt() {
        assertEquals(List.of(new Secret(SECRET)), settings(Map.of()).tokens().secrets());
    }

    @Test
    void originsAreListedAsBrowsersSendThem() {
        var listed = settings(Map.of("CORS_ORIGINS", "https://A.example, http://b.example:8080"));
        assertEquals(
                new Origins(false, false, Set.of("https://a.example", "http://b.example:8080")),
                listed.listen().origins());
        var any = settings(Map.of("CORS_ORIGINS", "*"));
        assertEquals(new Origins(true, false, Set.of()), any.listen().origins());
    }

    @Test
    void conformanceModeStaysOnLoopbackAndHasNoTokens() {
        var settings = Settings.load(Map.of("CONFORMANCE_MODE", "true", "PING_INTERVAL_MS", "300"));
        assertEquals(Mode.CONFORMANCE, settings.mode());
        assertTrue(settings.listen().host().loopback());
        assertTrue(settings.tokens().keyless());
        assertEquals(Duration.ofMillis(300), settings.transport().pingInterval());
        var refused = refusal(Map.of("CONFORMANCE_MODE", "true", "HOST", "0.0.0.0"));
        assertTrue(refused.contains("HOST=0.0.0.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "example.com", "localhost.example.com"})
    void developmentModeStaysOnLoopback(String host) {
        var message = String.valueOf(assertThrows(Misconfigured.class, () -> Settings.load(Map.of("HOST", host)))
                .getMessage());
        assertTrue(message.contains("HOST=" + host) && message.contains("JWT_SECRET"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT | 65536 | 0 to 65535",
                "PORT | -1 | 0 to 65535",
                "PORT | http | 0 to 65535",
                "PORT | 3000.0 | 0 to 65535",
                "HOST | http://x | an address or a host name",
                "HOST | 127.0.0.1:3000 | an address or a host name",
                "DATABASE_POOL_SIZE | 0 | 1 to 1000",
                "JWT_JWKS_URL | ftp://x/ | http://",
                "JWT_JWKS_URL | keys | http://",
                "ALLOW_TOKEN_IN_QUERY | yes | true",
                "CORS_ORIGINS | example.com | origins",
                "CORS_ORIGINS | https://x.example/ | origins",
                "CORS_ORIGINS | https://x.example,* | origins",
                "CORS_ORIGINS | https://a@x.example | origins",
                "CORS_ORIGINS | null | origins",
                "RATE_LIMIT_WINDOW_MS | 60s | milliseconds",
                "LOG_LEVEL | loud | debug",
                "LOG_FORMAT | xml | json",
                "AUTO_CREATE_ROOMS | 1 | false",
                "MAX_PAYLOAD_BYTES | 99999999999 | whole number",
            })
    void aValueThatCannotBeReadIsNamedWithWhatIsAllowed(String name, String value, String allowed) {
        var message = refusal(Map.of(name, value));
        assertTrue(message.startsWith(name + "="), message);
        assertTrue(message.contains(allowed), message);
        assertEquals(!name.equals("JWT_JWKS_URL"), message.contains(value), message);
    }

    @ParameterizedTest
    @CsvSource({
        "JWT_SECRET, hunter2",
        "JWT_SECRET, 'hunter2,hunter2,hunter2'",
        "JWT_SECRET, -----BEGIN PUBLIC KEY-----hunter2hunter2hunter2",
        "JWT_PUBLIC_KEY, -----BEGIN PRIVATE KEY-----hunter2-----END PRIVATE KEY-----",
        "JWT_PUBLIC_KEY, /no/such/hunter2",
        "DATABASE_URL, mysql://root:hunter2@db/x",
        "DATABASE_URL, postgres://root:hunter2",
        "REDIS_URL, http://root:hunter2@redis",
        "REDIS_URL, hunter2",
        "ADMIN_PASSWORD_BCRYPT, hunter2",
        "ADMIN_PASSWORD_BCRYPT, $2b$31$hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunt",
        "ADMIN_PASSWORD_BCRYPT, $2x$10$hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunt",
    })
    void aSecretThatCannotBeReadIsMasked(String name, String value) {
        var message = refusal(Map.of(name, value));
        assertTrue(message.startsWith(name + "=***"), message);
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void aShortSecretIsToldTheLengthThatIsAllowed() {
        assertTrue(refusal(Map.of("JWT_SECRET", "short")).contains("32 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_CERT", "TLS_KEY", "TRUSTED_PROXIES", "AGENT_URL", "AGENT_KEY", "AGENT_MODEL"})
    void aSettingThatCannotBeKeptYetStopsTheStart(String name) {
        assertTrue(refusal(Map.of(name, "/some/secret")).startsWith(name + "=***"));
    }

    @Test
    void emittersNeedARedis() {
        assertFalse(settings(Map.of("REDIS_URL", "redis://localhost")).emitters());
        assertTrue(settings(Map.of("REDIS_URL", "redis://localhost", "EMITTERS", "true"))
                .emitters());
        assertTrue(refusal(Map.of("EMITTERS", "true")).startsWith("EMITTERS=true needs REDIS_URL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://user:hunter2@host:6380/1",
                "rediss://host",
                "redis://a:1,b:2,c",
                "redis://user:hunter2@a:1,b:2",
                "redis-sentinel://:hunter2@a:26379,b:26379/0#master",
            })
    void whereRedisIsMayBeSaidInManyWaysAndIsNotShown(String url) {
        assertFalse(String.valueOf(settings(Map.of("REDIS_URL", url)).redis()).contains("hunter2"));
    }

    @Test
    void anOperatorHasANameAndAPasswordOrThereIsNone() {
        var hash = "$2b$10$" + "a".repeat(53);
        assertNull(settings(Map.of()).admin());
        assertEquals(
                new Credentials("root", new PasswordHash(hash)),
                settings(Map.of("ADMIN_USERNAME", "root", "ADMIN_PASSWORD_BCRYPT", hash))
                        .admin());
        var noPassword = refusal(Map.of("ADMIN_USERNAME", "hunter2"));
        assertTrue(noPassword.startsWith("ADMIN_USERNAME=*** is set, but ADMIN_PASSWORD_BCRYPT is not"), noPassword);
        var noName = refusal(Map.of("ADMIN_PASSWORD_BCRYPT", hash));
        assertTrue(noName.startsWith("ADMIN_PASSWORD_BCRYPT=*** is set, but ADMIN_USERNAME is not"), noName);
    }

    @Test
    void aMessageIsOneLine() {
        assertFalse(refusal(Map.of("PORT", "3000\nrotunda listening")).contains("\n"));
    }

    @Test
    void settingsDoNotShowTheirSecrets() {
        var hash = "$2b$10$" + "a".repeat(53);
        var settings = settings(Map.of(
                "DATABASE_URL",
                "postgres://ann:hunter2@db/x?password=hunter2",
                "ADMIN_USERNAME",
                "hunter2",
                "ADMIN_PASSWORD_BCRYPT",
                hash));
        assertFalse(settings.toString().contains("hunter2"));
        assertFalse(settings.toString().contains(hash));
        assertFalse(settings.toString().contains(SECRET));
    }

    private static Settings settings(Map<String, String> environment) {
        var withKey = new HashMap<>(Map.of("JWT_SECRET", SECRET));
        withKey.putAll(environment);
        return Settings.load(withKey);
    }

    private static String refusal(Map<String, String> environment) {
        return String.valueOf(
                assertThrows(Misconfigured.class, () -> settings(environment)).getMessage());
    }
}
