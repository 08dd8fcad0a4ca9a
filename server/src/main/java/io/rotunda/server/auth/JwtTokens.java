package io.rotunda.server.auth;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Tokens;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tokens that are JSON Web Tokens. The steps stand in [#verify]: read it strictly, find a key that signed it, then
/// believe its claims.
public final class JwtTokens implements Tokens {
    /// What keys of an endpoint can verify. A token with anything else is not worth a request.
    private static final Set<String> PUBLISHED =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA");

    private final List<VerificationKey> configured;
    private final @Nullable Jwks published;
    private final ClaimRules rules;
    private final InstantSource clock;

    /// @throws GeneralSecurityException if a key cannot verify tokens
    public JwtTokens(TokenSettings settings, InstantSource clock) throws GeneralSecurityException {
        this(settings, endpointOf(settings), clock);
    }

    JwtTokens(TokenSettings settings, @Nullable Jwks published, InstantSource clock) throws GeneralSecurityException {
        var keys = new ArrayList<VerificationKey>();
        for (var secret : settings.secrets()) {
            keys.add(VerificationKey.of(secret));
        }
        for (var key : settings.publicKeys()) {
            keys.add(VerificationKey.of(null, key));
        }
        this.configured = List.copyOf(keys);
        this.published = published;
        this.rules = new ClaimRules(settings);
        this.clock = clock;
    }

    @Override
    public Principal verify(String token) throws Refused {
        var unverified = Unverified.read(token);
        requireSignature(unverified);
        return rules.principal(unverified.claims(), clock.instant());
    }

    private void requireSignature(Unverified token) throws Refused {
        if (signedByOne(configured, token)) {
            return;
        }
        if (published != null && PUBLISHED.contains(token.algorithm())) {
            requirePublished(published, token);
            return;
        }
        throw new Refused(Reason.AUTH_INVALID, "the token is not signed with a key that is trusted here");
    }

    private static void requirePublished(Jwks published, Unverified token) throws Refused {
        if (signedByOne(published.keys(), token) || signedByOne(published.renewed(), token)) {
            return;
        }
        // A key that we never saw may be a new one, as long as nobody can tell us.
        if (!published.answered() && published.keys().stream().allMatch(key -> key.fitting(token) == null)) {
            throw new Refused(Reason.AUTH_UNAVAILABLE, "the keys to check the token with cannot be fetched: try again");
        }
        throw new Refused(Reason.AUTH_INVALID, "the token is not signed with a key that is trusted here");
    }

    private static boolean signedByOne(List<VerificationKey> keys, Unverified token) {
        for (var key : keys) {
            var algorithm = key.fitting(token);
            if (algorithm != null && verifies(algorithm, token)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(Algorithm algorithm, Unverified token) {
        try {
            algorithm.verify(token.signed());
            return true;
        } catch (SignatureVerificationException e) {
            return false;
        }
    }

    private static @Nullable Jwks endpointOf(TokenSettings settings) {
        return settings.jwks() == null ? null : new Jwks(new JwksEndpoint(settings.jwks()), System::nanoTime);
    }
}
