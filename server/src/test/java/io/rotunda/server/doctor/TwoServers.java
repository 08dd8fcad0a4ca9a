package io.rotunda.server.doctor;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.Rotunda;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Two servers that know nothing of each other, for the tests of one class.
final class TwoServers implements BeforeAllCallback, AfterAllCallback {
    /// The origin of whose pages both let connect.
    static final String PAGE = "https://app.example.com";

    private final Supplier<Path> data;
    private final List<Rotunda> servers = new ArrayList<>();

    TwoServers(Supplier<Path> data) {
        this.data = data;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        for (var name : List.of("one", "two")) {
            Programs.linkInto(data.get().resolve(name));
            servers.add(Rotunda.start(settings(name)));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        servers.forEach(Rotunda::close);
    }

    List<Integer> ports() {
        return servers.stream().map(Rotunda::port).toList();
    }

    /// The first one's.
    String address() {
        return "http://127.0.0.1:" + ports().getFirst();
    }

    /// Good at both for an hour from then.
    String token(InstantSource clock) {
        var expiry = clock.instant().plus(Duration.ofHours(1));
        return new Signer(settings("one").tokens(), clock)
                .sign(new Principal("ann", "Ann", "acme", Set.of(), Role.MEMBER, expiry));
    }

    String token() {
        return token(Clock.systemUTC());
    }

    private Settings settings(String name) {
        return Settings.load(Map.of(
                "DATA_DIR", data.get().resolve(name).toString(),
                "HOST", "127.0.0.1",
                "PORT", "0",
                "JWT_SECRET", "a secret of both servers, of 32 bytes and more",
                "CORS_ORIGINS", PAGE,
                "PING_INTERVAL_MS", "2000",
                "MAX_PAYLOAD_BYTES", "50000",
                "SHUTDOWN_DRAIN_MS", "0"));
    }
}
