package io.rotunda.server.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes any token, good or bad, byte by byte and without the library that is under test.
final class Forge {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Secret SECRET = new Secret("a secret of thirty-two bytes, or more");
    static final KeyPair RSA = pair("RSA");
    static final KeyPair P256 = curve("secp256r1");
    static final KeyPair P384 = curve("secp384r1");
    static final KeyPair ED25519 = pair("Ed25519");

    /// Claims that are accepted at [#NOW].
    static final String CLAIMS = claims("\"userId\":\"ann\",\"organizationId\":\"acme\"");

    private Forge() {}

    /// These members and an `exp` in an hour.
    static String claims(String members) {
        return "{%s,\"exp\":%d}".formatted(members, NOW.getEpochSecond() + 3600);
    }

    static String hs256(String claims) {
        return hmac("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims, "HmacSHA256", SECRET.bytes());
    }

    static String hmac(String header, String claims, String mac, byte[] key) {
        return mac(content(header, claims), mac, key);
    }

    static String mac(String content, String mac, byte[] key) {
        try {
            var engine = Mac.getInstance(mac);
            engine.init(new SecretKeySpec(key, mac));
            return content + "." + base64(engine.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Signed with the pair as the header's algorithm says.
    static String signed(String algorithm, KeyPair pair) {
        return signed("{\"alg\":\"%s\"}".formatted(algorithm), CLAIMS, algorithm, pair.getPrivate());
    }

    static String signedBy(String keyId, KeyPair pair) {
        return signed("{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(keyId), CLAIMS, "ES256", pair.getPrivate());
    }

    static String signed(String header, String claims, String algorithm, PrivateKey key) {
        try {
            var content = content(header, claims);
            var engine = engine(algorithm);
            engine.initSign(key);
            engine.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(engine.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String unsigned(String header, String claims) {
        return content(header, claims) + ".";
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static KeyPair curve(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(PublicKey key) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    static String jwks(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    static String jwk(String keyId, PublicKey key) {
        var members = switch (key) {
            case RSAPublicKey rsa ->
                "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                        .formatted(number(rsa.getModulus()), number(rsa.getPublicExponent()));
            case ECPublicKey ec ->
                "\"kty\":\"EC\",\"crv\":\"P-%d\",\"x\":\"%s\",\"y\":\"%s\""
                        .formatted(
                                ec.getParams().getOrder().bitLength(),
                                number(ec.getW().getAffineX()),
                                number(ec.getW().getAffineY()));
            default ->
                "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\""
                        .formatted(base64(Arrays.copyOfRange(key.getEncoded(), 12, 44)));
        };
        return "{\"kid\":\"%s\",\"use\":\"sig\",%s}".formatted(keyId, members);
    }

    static TokenSettings settings(List<Secret> secrets, List<PublicKey> keys) {
        return new TokenSettings(secrets, keys, null, null, null, ClaimNames.STANDARD);
    }

    static JwtTokens tokens(TokenSettings settings) {
        return tokens(settings, NOW);
    }

    static JwtTokens tokens(TokenSettings settings, Instant now) {
        try {
            return new JwtTokens(settings, () -> now);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String content(String header, String claims) {
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static Signature engine(String algorithm) throws GeneralSecurityException {
        var bits = algorithm.replaceAll("\\D", "");
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            case "PS" -> {
                var engine = Signature.getInstance("RSASSA-PSS");
                var hash = "SHA-" + bits;
                var salt = Integer.parseInt(bits) / 8;
                engine.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
                yield engine;
            }
            default -> Signature.getInstance("Ed25519");
        };
    }

    private static KeyPair pair(String kind) {
        try {
            return KeyPairGenerator.getInstance(kind).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
