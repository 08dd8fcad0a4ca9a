package io.rotunda.server.auth;

import static io.rotunda.server.auth.Forge.CLAIMS;
import static io.rotunda.server.auth.Forge.NOW;
import static io.rotunda.server.auth.Forge.SECRET;
import static io.rotunda.server.auth.RefusalAssert.assertRefused;

import io.rotunda.handlers.Tokens.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of attacks. The server under attack trusts a secret, and public keys of every kind.
class ForgedTokensTest {
    private static final String GOOD = Forge.hs256(CLAIMS);
    private static final String HS256 = "{\"alg\":\"HS256\"}";
    private static final String WHO = "\"userId\":\"ann\",\"organizationId\":\"acme\"";
    private static final KeyPair STRANGER = Forge.curve("secp256r1");
    private static final byte[] KEY = SECRET.bytes();

    private final JwtTokens tokens = Forge.tokens(Forge.settings(
            List.of(SECRET),
            List.of(Forge.RSA.getPublic(), Forge.P256.getPublic(), Forge.P384.getPublic(), Forge.ED25519.getPublic())));

    @ParameterizedTest(name = "{0}")
    @MethodSource({"algorithms", "shapes", "headers", "payloads"})
    void aForgedTokenIsRefused(String attack, String token) {
        assertRefused(Reason.AUTH_INVALID, tokens, token);
    }

    static Stream<Arguments> algorithms() {
        var rsaPem = Forge.pem(Forge.RSA.getPublic()).getBytes(StandardCharsets.UTF_8);
        var rsaDer = Forge.RSA.getPublic().getEncoded();
        return Stream.of(
                attack("alg none", Forge.unsigned("{\"alg\":\"none\"}", CLAIMS)),
                attack("alg None", Forge.unsigned("{\"alg\":\"None\"}", CLAIMS)),
                attack("alg none with a signature", Forge.hmac("{\"alg\":\"none\"}", CLAIMS, "HmacSHA256", KEY)),
                attack("alg in lower case", Forge.hmac("{\"alg\":\"hs256\"}", CLAIMS, "HmacSHA256", KEY)),
                attack("public key (PEM) as the secret", Forge.hmac(HS256, CLAIMS, "HmacSHA256", rsaPem)),
                attack("public key (DER) as the secret", Forge.hmac(HS256, CLAIMS, "HmacSHA256", rsaDer)),
                attack("empty secret", Forge.hmac(HS256, CLAIMS, "HmacSHA256", new byte[1])),
                attack("HS384 called HS256", Forge.hmac(HS256, CLAIMS, "HmacSHA384", KEY)),
                attack("RS256 called PS256", rsa("PS256", "RS256")),
                attack("RS256 called ES256", rsa("ES256", "RS256")),
                attack(
                        "P-384 called ES256",
                        Forge.signed("{\"alg\":\"ES256\"}", CLAIMS, "ES384", Forge.P384.getPrivate())),
                attack("ES512", Forge.signed("ES512", Forge.curve("secp521r1"))),
                attack("ECDSA of zeros (CVE-2022-21449)", Forge.unsigned("{\"alg\":\"ES256\"}", CLAIMS) + zeros(64)),
                attack("EdDSA of zeros", Forge.unsigned("{\"alg\":\"EdDSA\"}", CLAIMS) + zeros(64)),
                attack("EdDSA too short", Forge.unsigned("{\"alg\":\"EdDSA\"}", CLAIMS) + zeros(3)));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                attack("empty signature", GOOD.substring(0, GOOD.lastIndexOf('.') + 1)),
                attack("no signature", GOOD.substring(0, GOOD.lastIndexOf('.'))),
                attack("cut signature", GOOD.substring(0, GOOD.length() - 4)),
                attack("four parts", GOOD + "." + "abcd"),
                attack("one part", "abcdefgh"),
                attack("only dots", ".."),
                attack("not base64", "ey!!" + GOOD),
                attack("base64 with padding inside", GOOD.replaceFirst("\\.", "=.")),
                attack("header is garbage", Forge.unsigned("garbage", CLAIMS)),
                attack("payload is an array", Forge.hmac(HS256, "[]", "HmacSHA256", KEY)),
                attack("payload is null", Forge.hmac(HS256, "null", "HmacSHA256", KEY)),
                attack("payload is empty", Forge.hmac(HS256, "", "HmacSHA256", KEY)),
                attack("something after the payload", Forge.hmac(HS256, CLAIMS + "{}", "HmacSHA256", KEY)),
                attack("payload is not UTF-8", notUtf8()),
                attack("nested deeply", Forge.hs256(Forge.claims(WHO + ",\"x\":" + "[".repeat(5000)))),
                attack("one megabyte", Forge.hs256(Forge.claims(WHO + ",\"x\":\"" + "x".repeat(1_000_000) + "\""))),
                attack("bearer prefix", "Bearer " + GOOD));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                attack("crit", Forge.hmac("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", CLAIMS, "HmacSHA256", KEY)),
                attack("crit that is empty", Forge.hmac("{\"alg\":\"HS256\",\"crit\":[]}", CLAIMS, "HmacSHA256", KEY)),
                attack("two algs", Forge.hmac("{\"alg\":\"none\",\"alg\":\"HS256\"}", CLAIMS, "HmacSHA256", KEY)),
                attack("no alg", Forge.hmac("{\"typ\":\"JWT\"}", CLAIMS, "HmacSHA256", KEY)),
                attack("alg is a number", Forge.hmac("{\"alg\":256}", CLAIMS, "HmacSHA256", KEY)),
                attack("kid is an object", Forge.hmac("{\"alg\":\"HS256\",\"kid\":{}}", CLAIMS, "HmacSHA256", KEY)),
                attack(
                        "kid is a path to an empty file",
                        Forge.hmac("{\"alg\":\"HS256\",\"kid\":\"/dev/null\"}", CLAIMS, "HmacSHA256", new byte[1])),
                attack(
                        "own key in the header",
                        Forge.signed(
                                "{\"alg\":\"ES256\",\"jwk\":%s,\"jku\":\"http://127.0.0.1:1/\"}"
                                        .formatted(Forge.jwk("x", STRANGER.getPublic())),
                                CLAIMS,
                                "ES256",
                                STRANGER.getPrivate())));
    }

    static Stream<Arguments> payloads() {
        var now = NOW.getEpochSecond();
        return Stream.of(
                attack("no exp", Forge.hs256("{" + WHO + "}")),
                attack("exp is null", Forge.hs256("{" + WHO + ",\"exp\":null}")),
                attack("exp is a string", Forge.hs256("{" + WHO + ",\"exp\":\"" + (now + 60) + "\"}")),
                attack("exp is negative", Forge.hs256("{" + WHO + ",\"exp\":-1}")),
                attack("exp beyond all years", Forge.hs256("{" + WHO + ",\"exp\":9000000000000000000}")),
                attack("exp beyond all numbers", Forge.hs256("{" + WHO + ",\"exp\":1e999}")),
                attack("exp in milliseconds", Forge.hs256("{" + WHO + ",\"exp\":" + now + "000}")),
                attack("exp twice", Forge.hs256("{" + WHO + ",\"exp\":1,\"exp\":" + (now + 60) + "}")),
                attack("nbf in the future", Forge.hs256(Forge.claims(WHO + ",\"nbf\":" + (now + 31)))),
                attack("iat is no number", Forge.hs256(Forge.claims(WHO + ",\"iat\":\"today\""))),
                attack("nbf is null", Forge.hs256(Forge.claims(WHO + ",\"nbf\":null"))),
                attack("user twice", Forge.hs256(Forge.claims(WHO + ",\"userId\":\"root\""))),
                attack("user twice, once escaped", Forge.hs256(Forge.claims(WHO + ",\"\\u0075serId\":\"root\""))),
                attack("a member twice further in", Forge.hs256(Forge.claims(WHO + ",\"x\":{\"y\":1,\"y\":2}"))));
    }

    private static Arguments attack(String name, String token) {
        return Arguments.of(name, token);
    }

    private static String rsa(String claimed, String used) {
        return Forge.signed("{\"alg\":\"%s\"}".formatted(claimed), CLAIMS, used, Forge.RSA.getPrivate());
    }

    private static String zeros(int length) {
        return Forge.base64(new byte[length]);
    }

    /// Well signed, and the name has a byte that is no UTF-8; a lax reader would put a question mark there.
    private static String notUtf8() {
        var latin1 = Forge.claims(WHO + ",\"name\":\"J\u00f6rg\"").getBytes(StandardCharsets.ISO_8859_1);
        var content = Forge.base64(HS256.getBytes(StandardCharsets.UTF_8)) + "." + Forge.base64(latin1);
        return Forge.mac(content, "HmacSHA256", KEY);
    }
}
