package io.rotunda.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.StreamSupport;

/// Reads one JSON Web Key (RFC 7517, and RFC 8037 for Ed25519).
final class Jwk {
    /// What stands before the 32 bytes of an Ed25519 key in its X.509 form.
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_BYTES = 32;

    private Jwk() {}

    /// @throws GeneralSecurityException if it is no public key that signs tokens: an encryption key, a shared secret,
    ///     an unknown kind
    static VerificationKey read(JsonNode jwk) throws GeneralSecurityException {
        if (!signs(jwk)) {
            throw new InvalidKeyException("not for signatures");
        }
        var keyId = jwk.path("kid").isTextual() ? jwk.path("kid").textValue() : null;
        var key = VerificationKey.of(keyId, publicKey(jwk));
        return jwk.has("alg") ? key.restrictedTo(text(jwk, "alg")) : key;
    }

    private static boolean signs(JsonNode jwk) {
        var operations = jwk.path("key_ops");
        var verifies = StreamSupport.stream(operations.spliterator(), false)
                .anyMatch(operation -> operation.asText().equals("verify"));
        return jwk.path("use").asText("sig").equals("sig") && (operations.isMissingNode() || verifies);
    }

    private static PublicKey publicKey(JsonNode jwk) throws GeneralSecurityException {
        return switch (text(jwk, "kty")) {
            case "RSA" ->
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "EC" -> {
                var point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
                var parameters = curve(text(jwk, "crv")).parameters();
                yield KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
            }
            case "OKP" -> ed25519(jwk);
            default -> throw new InvalidKeyException("an unknown kind of key");
        };
    }

    private static Curve curve(String name) throws InvalidKeyException {
        for (var curve : Curve.values()) {
            if (curve.jwkName.equals(name)) {
                return curve;
            }
        }
        throw new InvalidKeyException("an unknown curve");
    }

    private static PublicKey ed25519(JsonNode jwk) throws GeneralSecurityException {
        var bytes = bytes(jwk, "x");
        if (!text(jwk, "crv").equals("Ed25519") || bytes.length != ED25519_BYTES) {
            throw new InvalidKeyException("not an Ed25519 key");
        }
        var encoded = new byte[ED25519_PREFIX.length + bytes.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(bytes, 0, encoded, ED25519_PREFIX.length, bytes.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static BigInteger number(JsonNode jwk, String field) throws InvalidKeyException {
        return new BigInteger(1, bytes(jwk, field));
    }

    private static byte[] bytes(JsonNode jwk, String field) throws InvalidKeyException {
        try {
            return Base64.getUrlDecoder().decode(text(jwk, field));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(field + " is not base64url", e);
        }
    }

    private static String text(JsonNode jwk, String field) throws InvalidKeyException {
        var value = jwk.path(field);
        if (!value.isTextual()) {
            throw new InvalidKeyException(field + " is not a string");
        }
        return value.textValue();
    }
}
