package io.rotunda.server.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.rotunda.handlers.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Makes tokens that this server accepts, for trying things out.
public final class Signer {
    private final TokenSettings settings;
    private final Algorithm algorithm;
    private final InstantSource clock;

    /// @throws IllegalArgumentException if there is no secret to sign with
    public Signer(TokenSettings settings, InstantSource clock) {
        if (settings.secrets().isEmpty()) {
            throw new IllegalArgumentException("there is no secret to sign with");
        }
        this.settings = settings;
        this.algorithm = Algorithm.HMAC256(settings.secrets().getFirst().bytes());
        this.clock = clock;
    }

    public String sign(Principal principal) {
        var names = settings.claims();
        var token = JWT.create()
                .withClaim(names.user() == null ? "userId" : names.user(), principal.userId())
                .withClaim(names.name(), principal.userName())
                .withClaim(names.organization(), principal.organizationId())
                .withClaim(
                        names.customers() == null ? "customerIds" : names.customers(),
                        List.copyOf(principal.customerIds()))
                .withClaim(names.role(), principal.role().name().toLowerCase(Locale.ROOT))
                .withIssuedAt(clock.instant())
                .withExpiresAt(principal.expiresAt());
        if (settings.issuer() != null) {
            token.withIssuer(settings.issuer());
        }
        if (settings.audience() != null) {
            token.withAudience(settings.audience());
        }
        return token.sign(algorithm);
    }
}
