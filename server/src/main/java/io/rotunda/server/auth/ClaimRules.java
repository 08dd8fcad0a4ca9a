package io.rotunda.server.auth;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.handlers.Tokens.Reason;
import io.rotunda.handlers.Tokens.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Whom the claims of a well signed token prove. `iat` is a time, and else not looked at: what counts is until when.
final class ClaimRules {
    /// How far clocks may be apart.
    static final Duration LEEWAY = Duration.ofSeconds(30);

    private final TokenSettings settings;
    private final ClaimNames names;

    ClaimRules(TokenSettings settings) {
        this.settings = settings;
        this.names = settings.claims();
    }

    Principal principal(Claims claims, Instant now) throws Refused {
        var expiresAt = expiry(claims, now);
        requireSource(claims);
        var userId = userId(claims);
        return new Principal(
                userId,
                claims.has(names.name()) ? claims.displayName(names.name()) : userId,
                claims.id(names.organization()),
                customers(claims),
                role(claims),
                expiresAt);
    }

    /// A token that is accepted thanks to the leeway ends with the leeway: ended at its `exp`, it would be over at
    /// once.
    private static Instant expiry(Claims claims, Instant now) throws Refused {
        var exp = claims.time("exp");
        if (!now.isBefore(exp.plus(LEEWAY))) {
            throw new Refused(Reason.AUTH_EXPIRED, "the token has expired");
        }
        if (claims.has("nbf") && claims.time("nbf").isAfter(now.plus(LEEWAY))) {
            throw new Refused(Reason.AUTH_INVALID, "the token is not valid yet (nbf)");
        }
        if (claims.has("iat")) {
            claims.time("iat");
        }
        return exp.isAfter(now) ? exp : exp.plus(LEEWAY);
    }

    private void requireSource(Claims claims) throws Refused {
        if (settings.issuer() != null && !claims.text("iss").equals(settings.issuer())) {
            throw Claims.refused("iss", "is not the issuer that is trusted here");
        }
        if (settings.audience() != null && !claims.mentions("aud", settings.audience())) {
            throw Claims.refused("aud", "does not name this server");
        }
    }

    private String userId(Claims claims) throws Refused {
        if (names.user() != null) {
            return claims.id(names.user());
        }
        return claims.has("userId") || !claims.has("sub") ? claims.id("userId") : claims.id("sub");
    }

    private Set<String> customers(Claims claims) throws Refused {
        if (names.customers() != null) {
            return claims.has(names.customers()) ? claims.ids(names.customers()) : Set.of();
        }
        if (claims.has("customerIds")) {
            return claims.idArray("customerIds");
        }
        return claims.has("customerId") ? Set.of(claims.id("customerId")) : Set.of();
    }

    private Role role(Claims claims) throws Refused {
        if (!claims.has(names.role())) {
            return Role.MEMBER;
        }
        return switch (claims.text(names.role())) {
            case "member" -> Role.MEMBER;
            case "admin" -> Role.ADMIN;
            case "agent" -> Role.AGENT;
            default -> throw Claims.refused(names.role(), "is not member, admin or agent");
        };
    }
}
