package io.rotunda.server.config;

import io.rotunda.server.admin.Credentials;
import io.rotunda.server.auth.ClaimNames;
import io.rotunda.server.auth.TokenSettings;
import io.rotunda.server.config.Settings.Mode;
import io.rotunda.server.transcription.TranscriberSettings;
import io.rotunda.server.webhooks.WebhookSettings;
import io.rotunda.server.wire.Origins;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From the single variables to what they mean together.
final class SettingsReader {
    private final Values values;
    private final TokenSettings tokens;
    private final Mode mode;

    private SettingsReader(Values values) {
        this.values = values;
        this.tokens = tokens(values);
        this.mode = mode(values, tokens);
    }

    static Settings read(Values values) {
        return new SettingsReader(values).settings();
    }

    private Settings settings() {
        var listen = listen();
        var dataDir = values.get(Variables.DATA_DIR);
        return new Settings(
                mode,
                listen,
                new Settings.Database(
                        values.find(Variables.DATABASE_URL).orElse(null), values.get(Variables.DATABASE_POOL_SIZE)),
                values.find(Variables.REDIS_URL).orElse(null),
                emitters(),
                dataDir,
                mode == Mode.DEVELOPMENT ? tokens.withSecret(DevelopmentSecret.in(dataDir)) : tokens,
                values.get(TokenVariables.ALLOW_TOKEN_IN_QUERY),
                admin(),
                new Settings.Transport(
                        values.get(Variables.PING_INTERVAL_MS),
                        values.get(Variables.PING_TIMEOUT_MS),
                        values.get(Variables.MAX_PAYLOAD_BYTES),
                        values.get(Variables.OUTBOUND_BUFFER_BYTES)),
                new Settings.RateLimit(
                        values.get(Variables.RATE_LIMIT_EVENTS), values.get(Variables.RATE_LIMIT_WINDOW_MS)),
                new Settings.Presence(
                        values.get(Variables.PRESENCE_TIMEOUT_MS),
                        values.get(Variables.PRESENCE_GRACE_MS),
                        values.get(Variables.PRESENCE_AUDIENCE_MAX)),
                new Settings.Recovery(
                        values.get(Variables.RECOVERY_WINDOW_MS), values.get(Variables.RECOVERY_BUFFER_BYTES)),
                values.find(Variables.AUTO_CREATE_ROOMS).orElse(mode == Mode.DEVELOPMENT),
                values.get(Variables.TOOL_PERMISSION_TIMEOUT_MS),
                values.get(Variables.EXPLAIN_MEMORY_MS),
                transcriber(),
                webhooks(),
                new Settings.Log(
                        values.get(Variables.LOG_FORMAT),
                        values.get(Variables.LOG_LEVEL),
                        values.find(Variables.NODE_NAME).orElseGet(NodeName::ofThisMachine)),
                values.get(Variables.SHUTDOWN_DRAIN_MS));
    }

    /// Half of it is a mistake, and either half ignored would be a surprise.
    private @Nullable Credentials admin() {
        var username = values.find(Variables.ADMIN_USERNAME);
        var password = values.find(Variables.ADMIN_PASSWORD_BCRYPT);
        if (username.isPresent() != password.isPresent()) {
            var set = username.isPresent() ? Variables.ADMIN_USERNAME : Variables.ADMIN_PASSWORD_BCRYPT;
            var missing = username.isPresent() ? Variables.ADMIN_PASSWORD_BCRYPT : Variables.ADMIN_USERNAME;
            throw new Misconfigured(set.name() + "=*** is set, but " + missing.name() + " is not; set both or none");
        }
        return username.isPresent() && password.isPresent() ? new Credentials(username.get(), password.get()) : null;
    }

    private boolean emitters() {
        boolean wanted = values.get(Variables.EMITTERS);
        if (wanted && values.find(Variables.REDIS_URL).isEmpty()) {
            throw new Misconfigured(Variables.EMITTERS.name() + "=true needs " + Variables.REDIS_URL.name()
                    + ", which is not set; set it to the Redis that emitters publish in, or unset "
                    + Variables.EMITTERS.name());
        }
        return wanted;
    }

    private @Nullable TranscriberSettings transcriber() {
        return values.find(Variables.TRANSCRIBER_URL)
                .map(url -> new TranscriberSettings(
                        url,
                        values.find(Variables.TRANSCRIBER_KEY).orElse(null),
                        values.get(Variables.TRANSCRIBER_MODEL)))
                .orElse(null);
    }

    /// What nobody can know to be ours, nobody should believe.
    private @Nullable WebhookSettings webhooks() {
        return values.find(Variables.WEBHOOK_URL)
                .map(url -> new WebhookSettings(
                        url,
                        values.find(Variables.WEBHOOK_SECRET)
                                .orElseThrow(() -> new Misconfigured(Variables.WEBHOOK_URL.name()
                                        + " is set without " + Variables.WEBHOOK_SECRET.name()
                                        + ", with which the receiver knows what is from here; allowed: "
                                        + Variables.WEBHOOK_SECRET.allowed())),
                        values.get(Variables.WEBHOOK_MAX_PENDING)))
                .orElse(null);
    }

    private Settings.Listen listen() {
        var host = values.find(Variables.HOST).orElse(mode == Mode.PRODUCTION ? Host.ANY : Host.LOOPBACK);
        if (!host.loopback()) {
            requireProduction(host);
        }
        var origins =
                values.find(Variables.CORS_ORIGINS).orElse(new Origins(false, mode == Mode.DEVELOPMENT, Set.of()));
        var apiKeys = values.find(Variables.API_KEYS).orElse(List.of());
        return new Settings.Listen(
                host,
                values.get(Variables.PORT),
                origins,
                values.get(Variables.MAX_CONNECTIONS),
                values.get(Variables.MAX_CONNECTIONS_PER_USER),
                apiKeys,
                mode == Mode.DEVELOPMENT && apiKeys.isEmpty()
                        ? DevelopmentSecret.key(values.get(Variables.DATA_DIR))
                        : null);
    }

    private void requireProduction(Host host) {
        switch (mode) {
            case PRODUCTION -> {}
            case DEVELOPMENT ->
                throw new Misconfigured(Variables.HOST.name() + "=" + host.name()
                        + " is refused in development mode, which is for this machine only; set JWT_SECRET,"
                        + " JWT_PUBLIC_KEY or JWT_JWKS_URL to listen on other addresses, or leave HOST unset");
            case CONFORMANCE ->
                throw new Misconfigured(
                        Variables.HOST.name() + "=" + host.name()
                                + " is refused in conformance mode, which has no tokens; leave HOST unset, or unset CONFORMANCE_MODE");
        }
    }

    private static Mode mode(Values values, TokenSettings tokens) {
        if (values.get(Variables.CONFORMANCE_MODE)) {
            return Mode.CONFORMANCE;
        }
        return tokens.keyless() ? Mode.DEVELOPMENT : Mode.PRODUCTION;
    }

    private static TokenSettings tokens(Values values) {
        return new TokenSettings(
                values.find(TokenVariables.JWT_SECRET).orElse(List.of()),
                values.find(TokenVariables.JWT_PUBLIC_KEY).orElse(List.of()),
                values.find(TokenVariables.JWT_JWKS_URL).orElse(null),
                values.find(TokenVariables.JWT_ISSUER).orElse(null),
                values.find(TokenVariables.JWT_AUDIENCE).orElse(null),
                new ClaimNames(
                        values.find(TokenVariables.JWT_CLAIM_USER).orElse(null),
                        values.get(TokenVariables.JWT_CLAIM_NAME),
                        values.get(TokenVariables.JWT_CLAIM_ORGANIZATION),
                        values.find(TokenVariables.JWT_CLAIM_CUSTOMERS).orElse(null),
                        values.get(TokenVariables.JWT_CLAIM_ROLE)));
    }
}
