package io.rotunda.server;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.config.Settings;
import io.rotunda.server.config.Settings.Mode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What the process says on stdout once it serves. Scripts wait for the last line, so it comes when all is said.
final class Greeting {
    private static final List<String> USERS = List.of("ann", "bob");
    private static final Duration TTL = Duration.ofHours(24);

    private final Settings settings;
    private final String address;

    /// @param port the real one
    Greeting(Settings settings, int port) {
        this.settings = settings;
        this.address = "http://" + settings.listen().host().inUrl() + ":" + port;
    }

    void print(PrintStream out) {
        if (settings.mode() == Mode.DEVELOPMENT) {
            printDevelopment(out);
        }
        out.println("rotunda listening on " + address);
        out.flush();
    }

    private void printDevelopment(PrintStream out) {
        var signer = new Signer(settings.tokens(), Clock.systemUTC());
        out.println("Development mode: for this machine only, data in " + settings.dataDir() + ".");
        out.println("Demo page: " + address + "/");
        for (var key : settings.listen().backEndKeys()) {
            out.println("API key for back ends: " + key.text());
        }
        for (var user : USERS) {
            var token = signer.sign(member(user));
            out.println();
            out.println("Sign in as " + user + ": " + address + "/#token=" + token);
            out.println("Token of " + user + ": " + token);
        }
        out.println();
    }

    private static Principal member(String user) {
        var expiresAt = Clock.systemUTC().instant().plus(TTL);
        return new Principal(user, user, "acme", Set.of("globex"), Role.MEMBER, expiresAt);
    }
}
