package io.rotunda.server;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.config.Misconfigured;
import io.rotunda.server.config.Settings;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `token`: a signed token for trying things out.
@Command(
        name = "token",
        description = "Prints a token, signed with JWT_SECRET or with the secret of development mode.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final PrintStream out;

    @Option(names = "--user", required = true, description = "The user's id.")
    private String user = "";

    @Option(names = "--org", required = true, description = "The organization's id.")
    private String organization = "";

    @Option(names = "--customer", description = "The id of a customer of the user; may be repeated.")
    private List<String> customers = List.of();

    @Option(names = "--role", description = "member, admin or agent. Default: member.", converter = RoleName.class)
    private Role role = Role.MEMBER;

    @Option(names = "--name", description = "The user's name. Default: the id.")
    private @Nullable String name;

    @Option(names = "--ttl", description = "How long it is good: 90s, 15m, 1h, 7d. Default: 1h.", converter = Ttl.class)
    private Duration ttl = Duration.ofHours(1);

    TokenCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() {
        var tokens = Settings.load(environment).tokens();
        if (tokens.secrets().isEmpty()) {
            throw new Misconfigured("no token can be signed, because only public keys are configured: have one signed"
                    + " where the private key is, or set JWT_SECRET");
        }
        var clock = Clock.systemUTC();
        out.println(new Signer(tokens, clock).sign(principal(clock)));
        return 0;
    }

    private Principal principal(Clock clock) {
        var displayName = name == null ? user : name;
        try {
            return new Principal(
                    user,
                    displayName,
                    organization,
                    new HashSet<>(customers),
                    role,
                    clock.instant().plus(ttl));
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("ids are 1 to 128 characters of A-Z a-z 0-9 _ . ~ @ | -");
        }
    }

    static final class RoleName implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            try {
                return Role.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("a role is member, admin or agent");
            }
        }
    }

    static final class Ttl implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[1-9][0-9]{0,8}[smhd]")) {
                throw new TypeConversionException("a time is a number with s, m, h or d");
            }
            var unit = text.substring(text.length() - 1).toUpperCase(Locale.ROOT);
            return Duration.parse((unit.equals("D") ? "P" : "PT") + text.substring(0, text.length() - 1) + unit);
        }
    }
}
