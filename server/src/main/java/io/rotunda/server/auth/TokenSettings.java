package io.rotunda.server.auth;

import java.net.URI;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which tokens are believed. A token is good when any one of the keys verifies it, so that keys can be rotated.
///
/// @param secrets the first one signs
/// @param issuer what `iss` must be; null to accept any
/// @param audience what `aud` must contain; null to accept any
public record TokenSettings(
        List<Secret> secrets,
        List<PublicKey> publicKeys,
        @Nullable URI jwks,
        @Nullable String issuer,
        @Nullable String audience,
        ClaimNames claims) {
    public TokenSettings {
        secrets = List.copyOf(secrets);
        publicKeys = List.copyOf(publicKeys);
    }

    /// Whether nobody could be let in.
    public boolean keyless() {
        return secrets.isEmpty() && publicKeys.isEmpty() && jwks == null;
    }

    public TokenSettings withSecret(Secret secret) {
        return new TokenSettings(List.of(secret), publicKeys, jwks, issuer, audience, claims);
    }
}
