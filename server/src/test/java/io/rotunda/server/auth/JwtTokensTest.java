package io.rotunda.server.auth;

import static io.rotunda.server.auth.Forge.NOW;
import static io.rotunda.server.auth.Forge.SECRET;
import static io.rotunda.server.auth.RefusalAssert.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.handlers.Tokens.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokensTest {
    private final JwtTokens tokens = Forge.tokens(Forge.settings(List.of(SECRET), List.of()));

    @Test
    void aSignedTokenProvesItsPrincipal() throws Exception {
        var token = Forge.hs256(Forge.claims("\"userId\":\"ann\",\"name\":\"Ann Ö.\",\"organizationId\":\"acme\","
                + "\"customerIds\":[\"globex\",\"initech\"],\"role\":\"agent\""));
        assertEquals(
                new Principal(
                        "ann",
                        "Ann Ö.",
                        "acme",
                        Set.of("globex", "initech"),
                        Role.AGENT,
                        NOW.plus(Duration.ofHours(1))),
                tokens.verify(token));
    }

    @ParameterizedTest
    @CsvSource({"HS256, HmacSHA256", "HS384, HmacSHA384", "HS512, HmacSHA512"})
    void aSecretVerifiesItsThreeAlgorithms(String algorithm, String mac) throws Exception {
        var token = Forge.hmac("{\"alg\":\"%s\"}".formatted(algorithm), Forge.CLAIMS, mac, SECRET.bytes());
        assertEquals("ann", tokens.verify(token).userId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void anRsaKeyVerifiesItsSixAlgorithms(String algorithm) throws Exception {
        assertEquals("ann", verifiedWith(Forge.RSA, algorithm));
    }

    @Test
    void otherKeysVerifyTheirOneAlgorithm() throws Exception {
        assertEquals("ann", verifiedWith(Forge.P256, "ES256"));
        assertEquals("ann", verifiedWith(Forge.P384, "ES384"));
        assertEquals("ann", verifiedWith(Forge.ED25519, "EdDSA"));
    }

    @Test
    void anyOfSeveralKeysVerifies() throws Exception {
        var old = new Secret("the secret of last month, thirty-two");
        var both = Forge.tokens(Forge.settings(
                List.of(SECRET, old), List.of(Forge.RSA.getPublic(), Forge.P256.getPublic(), Forge.P384.getPublic())));
        both.verify(Forge.hs256(Forge.CLAIMS));
        both.verify(Forge.hmac("{\"alg\":\"HS256\"}", Forge.CLAIMS, "HmacSHA256", old.bytes()));
        both.verify(Forge.signed("RS256", Forge.RSA));
        both.verify(Forge.signed("ES384", Forge.P384));
    }

    @Test
    void aTokenOfAnotherKeyOfTheSameKindIsRefused() {
        var ours = Forge.tokens(Forge.settings(List.of(), List.of(Forge.P256.getPublic())));
        assertRefused(Reason.AUTH_INVALID, ours, Forge.signed("ES256", Forge.curve("secp256r1")));
    }

    @Test
    void aKeyIdOfTheTokenIsNotNeededForConfiguredKeys() throws Exception {
        var ours = Forge.tokens(Forge.settings(List.of(), List.of(Forge.P256.getPublic())));
        assertEquals("ann", ours.verify(Forge.signedBy("any", Forge.P256)).userId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void noTokenIsMissing(String none) {
        assertRefused(Reason.AUTH_MISSING, tokens, none);
    }

    @Test
    void withoutAnyKeyNobodyIsLetIn() {
        var keyless = Forge.tokens(Forge.settings(List.of(), List.of()));
        assertRefused(Reason.AUTH_INVALID, keyless, Forge.hs256(Forge.CLAIMS));
    }

    @Test
    void whatTheSignerSignsIsAccepted() throws Exception {
        var names = new ClaimNames("u", "n", "o", "c", "r");
        var settings = new TokenSettings(List.of(SECRET), List.of(), null, "us", "them", names);
        var bob = new Principal("bob", "Bob", "acme", Set.of("globex"), Role.ADMIN, NOW.plusSeconds(60));
        assertEquals(bob, Forge.tokens(settings).verify(new Signer(settings, () -> NOW).sign(bob)));
    }

    @Test
    void aSecretDoesNotShowItself() {
        assertEquals("***", SECRET.toString());
        assertEquals(37, SECRET.text().getBytes(StandardCharsets.UTF_8).length);
    }

    private static String verifiedWith(KeyPair pair, String algorithm) throws Exception {
        var ours = Forge.tokens(Forge.settings(List.of(), List.of(pair.getPublic())));
        return ours.verify(Forge.signed(algorithm, pair)).userId();
    }
}
