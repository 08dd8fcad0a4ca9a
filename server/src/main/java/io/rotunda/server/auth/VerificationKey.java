package io.rotunda.server.auth;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A key and the algorithms that it may be used with. They come from the kind of key: a token only picks one of
/// them, so none can turn a public key into a shared secret.
///
/// @param keyId null if tokens need not name it
record VerificationKey(@Nullable String keyId, Map<String, Algorithm> algorithms) {
    private static final int MIN_RSA_BITS = 2048;

    VerificationKey {
        algorithms = Map.copyOf(algorithms);
    }

    static VerificationKey of(Secret secret) {
        var bytes = secret.bytes();
        return of(null, Algorithm.HMAC256(bytes), Algorithm.HMAC384(bytes), Algorithm.HMAC512(bytes));
    }

    /// @throws InvalidKeyException if the key is weak or of a kind that signs no tokens here
    static VerificationKey of(@Nullable String keyId, PublicKey key) throws GeneralSecurityException {
        return switch (key) {
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() < MIN_RSA_BITS ->
                throw new InvalidKeyException("an RSA key has at least " + MIN_RSA_BITS + " bits");
            case RSAPublicKey rsa ->
                of(
                        keyId,
                        Algorithm.RSA256(rsa, null),
                        Algorithm.RSA384(rsa, null),
                        Algorithm.RSA512(rsa, null),
                        Algorithm.RSA256PSS(rsa, null),
                        Algorithm.RSA384PSS(rsa, null),
                        Algorithm.RSA512PSS(rsa, null));
            case ECPublicKey ec -> of(keyId, ofCurve(ec));
            case EdECPublicKey ed
            when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) -> of(keyId, new EdDsa(ed));
            default -> throw new InvalidKeyException("keys are RSA, EC on P-256 or P-384, or Ed25519");
        };
    }

    /// The same key for one algorithm only.
    VerificationKey restrictedTo(String algorithm) {
        var kept = algorithms.get(algorithm);
        return new VerificationKey(keyId, kept == null ? Map.of() : Map.of(algorithm, kept));
    }

    /// What this key verifies such a token with, or null if it cannot have signed it.
    @Nullable
    Algorithm fitting(Unverified token) {
        var named = token.keyId() == null || keyId == null || token.keyId().equals(keyId);
        return named ? algorithms.get(token.algorithm()) : null;
    }

    private static VerificationKey of(@Nullable String keyId, Algorithm... algorithms) {
        return new VerificationKey(
                keyId, Arrays.stream(algorithms).collect(Collectors.toMap(Algorithm::getName, Function.identity())));
    }

    private static Algorithm ofCurve(ECPublicKey key) throws InvalidKeyException {
        if (Curve.P256.holds(key)) {
            return Algorithm.ECDSA256(key, null);
        }
        if (Curve.P384.holds(key)) {
            return Algorithm.ECDSA384(key, null);
        }
        throw new InvalidKeyException("EC keys are on P-256 or P-384");
    }
}
