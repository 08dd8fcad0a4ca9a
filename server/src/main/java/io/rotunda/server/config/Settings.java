package io.rotunda.server.config;

import io.rotunda.persistence.DatabaseUrl;
import io.rotunda.server.admin.Credentials;
import io.rotunda.server.auth.TokenSettings;
import io.rotunda.server.http.ApiKey;
import io.rotunda.server.redis.RedisUrl;
import io.rotunda.server.transcription.TranscriberSettings;
import io.rotunda.server.webhooks.WebhookSettings;
import io.rotunda.server.wire.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server was told, read and checked. [Variables] says what each of it is for.
///
/// @param tokens in development mode with the secret that is kept there; without any key in conformance mode
/// @param admin who the operator is; null for no namespace `/admin`
/// @param redis null if there is none
/// @param emitters whether back ends may publish in it; only if there is one
/// @param transcriber null if there is none
/// @param webhooks null if nobody is told
/// @param drain over how long a shutdown asks sockets to reconnect
public record Settings(
        Mode mode,
        Listen listen,
        Database database,
        @Nullable RedisUrl redis,
        boolean emitters,
        Path dataDir,
        TokenSettings tokens,
        boolean tokenInQuery,
        @Nullable Credentials admin,
        Transport transport,
        RateLimit rateLimit,
        Presence presence,
        Recovery recovery,
        boolean autoCreateRooms,
        Duration toolPermissionTimeout,
        Duration explainMemory,
        @Nullable TranscriberSettings transcriber,
        @Nullable WebhookSettings webhooks,
        Log log,
        Duration drain) {

    /// What follows from the keys that are set.
    public enum Mode {
        /// No key is configured: everything works at once, and only from this machine.
        DEVELOPMENT,
        PRODUCTION,
        /// Only what the protocol test suites test.
        CONFORMANCE
    }

    /// Where clients come in.
    ///
    /// @param port 0 for a free one
    /// @param maxConnections 0 for no limit
    /// @param maxConnectionsPerUser 0 for no limit
    /// @param apiKeys what back ends and monitoring are known by; none: they are not let in
    /// @param developmentKey what back ends are known by in development mode where no key is set; else null
    public record Listen(
            Host host,
            int port,
            Origins origins,
            int maxConnections,
            int maxConnectionsPerUser,
            List<ApiKey> apiKeys,
            @Nullable ApiKey developmentKey) {
        /// What back ends are known by; none: the server API is off.
        public List<ApiKey> backEndKeys() {
            return developmentKey == null ? apiKeys : List.of(developmentKey);
        }
    }

    /// Where everything is kept.
    ///
    /// @param url null for the embedded one
    public record Database(@Nullable DatabaseUrl url, int poolSize) {}

    /// The wire to one client.
    ///
    /// @param outboundBufferBytes unsent bytes of one socket before it is cut
    public record Transport(
            Duration pingInterval, Duration pingTimeout, int maxPayloadBytes, int outboundBufferBytes) {}

    /// How much one socket may send.
    ///
    /// @param events 0 for no limit
    public record RateLimit(int events, Duration window) {}

    /// When users appear differently by themselves.
    ///
    /// @param audience in larger organizations nobody hears of it; 0 for no limit
    public record Presence(Duration timeout, Duration grace, int audience) {}

    /// How clients come back to where they were.
    ///
    /// @param window within which time; zero for never
    /// @param bufferBytes what is kept of what was told lately
    public record Recovery(Duration window, int bufferBytes) {}

    /// How a line of the log looks.
    ///
    /// @param node what every line says it is from
    public record Log(LogFormat format, LogLevel level, NodeName node) {}

    public enum LogFormat {
        TEXT,
        JSON
    }

    public enum LogLevel {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }

    /// Reads the environment and the file that it names. In development mode makes the signing secret if there is none.
    ///
    /// @throws Misconfigured if the server cannot start with it
    public static Settings load(Map<String, String> environment) {
        return SettingsReader.read(Values.of(environment));
    }
}
