package io.rotunda.server.auth;

import static io.rotunda.server.auth.Forge.NOW;
import static io.rotunda.server.auth.Forge.SECRET;
import static io.rotunda.server.auth.RefusalAssert.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.handlers.Tokens.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest {
    private static final String WHO = "\"userId\":\"ann\",\"organizationId\":\"acme\"";

    @Test
    void whatIsNotSaidHasADefault() throws Exception {
        var ann = accepted(WHO);
        assertEquals("ann", ann.userName());
        assertEquals(Set.of(), ann.customerIds());
        assertEquals(Role.MEMBER, ann.role());
    }

    @Test
    void theSubjectIsTheUserWhenThereIsNoUserId() throws Exception {
        assertEquals(
                "auth0|7",
                accepted("\"sub\":\"auth0|7\",\"organizationId\":\"acme\"").userId());
        assertEquals("ann", accepted(WHO + ",\"sub\":\"bob\"").userId());
    }

    @Test
    void oneCustomerMayBeAString() throws Exception {
        assertEquals(
                Set.of("globex"), accepted(WHO + ",\"customerId\":\"globex\"").customerIds());
    }

    @Test
    void claimsMayHaveOtherNames() throws Exception {
        var names = new ClaimNames("uid", "https://x.example/name", "org", "tenants", "r");
        var tokens = tokens(null, null, names);
        var claims = "\"uid\":\"ann\",\"https://x.example/name\":\"Ann\",\"org\":\"acme\",\"r\":\"admin\",\"tenants\":";
        var ann = new Principal("ann", "Ann", "acme", Set.of("globex"), Role.ADMIN, NOW.plusSeconds(3600));
        assertEquals(ann, tokens.verify(Forge.hs256(Forge.claims(claims + "\"globex\""))));
        assertEquals(ann, tokens.verify(Forge.hs256(Forge.claims(claims + "[\"globex\"]"))));
        assertRefused(Reason.AUTH_INVALID, tokens, Forge.hs256(Forge.claims(WHO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"organizationId\":\"acme\"",
                "\"userId\":\"ann\"",
                "\"userId\":null,\"sub\":\"ann\",\"organizationId\":\"acme\"",
                "\"userId\":7,\"organizationId\":\"acme\"",
                "\"userId\":[\"ann\"],\"organizationId\":\"acme\"",
                "\"userId\":\"\",\"organizationId\":\"acme\"",
                "\"userId\":\"$ecret:x\",\"organizationId\":\"acme\"",
                "\"userId\":\"ann\",\"organizationId\":\"$ecret:globex\"",
                "\"userId\":\"ann\",\"organizationId\":null",
                "\"userId\":\"ann\",\"organizationId\":1",
                "\"userId\":\"ann\\u0000\",\"organizationId\":\"acme\"",
            })
    void anIdOfTheWrongFormIsRefused(String members) {
        assertRefused(Reason.AUTH_INVALID, tokens(), Forge.hs256(Forge.claims(members)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"customerIds\":\"globex\"",
                "\"customerIds\":null",
                "\"customerIds\":[null]",
                "\"customerIds\":[7]",
                "\"customerIds\":[\"$ecret:x\"]",
                "\"customerIds\":{\"0\":\"globex\"}",
                "\"customerId\":[\"globex\"]",
                "\"customerId\":null",
                "\"role\":\"$ecret\"",
                "\"role\":\"ADMIN\"",
                "\"role\":null",
                "\"role\":[\"admin\"]",
                "\"name\":null",
                "\"name\":7",
                "\"name\":\"\"",
                "\"name\":\"  \"",
                "\"name\":\"a\\u0000$ecret\"",
                "\"name\":\"a\\nb\"",
                "\"name\":\"a\\u007fb\"",
                "\"name\":\"a\\ud800b\"",
                "\"name\":\"\\udc00\"",
            })
    void aClaimOfTheWrongFormIsRefused(String member) {
        assertRefused(Reason.AUTH_INVALID, tokens(), Forge.hs256(Forge.claims(WHO + "," + member)));
    }

    @Test
    void namesAreBounded() throws Exception {
        var longest = "ö".repeat(256);
        assertEquals(longest, accepted(WHO + ",\"name\":\"" + longest + "\"").userName());
        assertEquals("😀", accepted(WHO + ",\"name\":\"\\ud83d\\ude00\"").userName());
        var tooLong = Forge.hs256(Forge.claims(WHO + ",\"name\":\"" + longest + "ö\""));
        assertRefused(Reason.AUTH_INVALID, tokens(), tooLong);
    }

    @Test
    void customersAreBounded() throws Exception {
        assertEquals(
                1000,
                accepted(WHO + ",\"customerIds\":[" + ids(1000) + "]")
                        .customerIds()
                        .size());
        var tooMany = Forge.hs256(Forge.claims(WHO + ",\"customerIds\":[" + ids(1001) + "]"));
        assertRefused(Reason.AUTH_INVALID, tokens(), tooMany);
    }

    @ParameterizedTest
    @CsvSource({"29, 1", "0, 30", "-1, 1"})
    void aTokenIsGoodUntilItsTimeAndTheLeewayAreOver(long ago, long left) throws Exception {
        var claims = "{" + WHO + ",\"exp\":" + (NOW.getEpochSecond() - ago) + "}";
        assertEquals(NOW.plusSeconds(left), tokens().verify(Forge.hs256(claims)).expiresAt());
    }

    @Test
    void afterTheLeewayATokenHasExpired() {
        var claims = "{" + WHO + ",\"exp\":" + (NOW.getEpochSecond() - 30) + "}";
        assertRefused(Reason.AUTH_EXPIRED, tokens(), Forge.hs256(claims));
        var forged = Forge.unsigned("{\"alg\":\"none\"}", claims);
        assertRefused(Reason.AUTH_INVALID, tokens(), forged);
    }

    @Test
    void timesMayHaveFractions() throws Exception {
        var claims = "{" + WHO + ",\"exp\":" + NOW.plusSeconds(9).getEpochSecond() + ".75}";
        assertEquals(NOW.plusSeconds(9), tokens().verify(Forge.hs256(claims)).expiresAt());
    }

    @Test
    void aTokenMayBeIssuedByAClockThatIsAhead() throws Exception {
        var now = NOW.getEpochSecond();
        assertEquals(
                "ann",
                accepted(WHO + ",\"iat\":" + (now + 300) + ",\"nbf\":" + (now + 30))
                        .userId());
    }

    @Test
    void theIssuerIsCheckedWhenConfigured() throws Exception {
        var tokens = tokens("https://id.example/", null, ClaimNames.STANDARD);
        tokens.verify(Forge.hs256(Forge.claims(WHO + ",\"iss\":\"https://id.example/\"")));
        for (var bad : List.of("", ",\"iss\":\"$ecret\"", ",\"iss\":null", ",\"iss\":[\"https://id.example/\"]")) {
            var message = assertRefused(Reason.AUTH_INVALID, tokens, Forge.hs256(Forge.claims(WHO + bad)));
            assertTrue(message.contains("iss"));
        }
    }

    @Test
    void theAudienceIsCheckedWhenConfigured() throws Exception {
        var tokens = tokens(null, "rotunda", ClaimNames.STANDARD);
        tokens.verify(Forge.hs256(Forge.claims(WHO + ",\"aud\":\"rotunda\"")));
        tokens.verify(Forge.hs256(Forge.claims(WHO + ",\"aud\":[\"other\",\"rotunda\"]")));
        for (var bad : List.of("", ",\"aud\":\"$ecret\"", ",\"aud\":[]", ",\"aud\":[1,\"rotunda\"]", ",\"aud\":null")) {
            var message = assertRefused(Reason.AUTH_INVALID, tokens, Forge.hs256(Forge.claims(WHO + bad)));
            assertTrue(message.contains("aud"));
        }
    }

    private static Principal accepted(String members) throws Exception {
        return tokens().verify(Forge.hs256(Forge.claims(members)));
    }

    private static JwtTokens tokens() {
        return tokens(null, null, ClaimNames.STANDARD);
    }

    private static JwtTokens tokens(@Nullable String issuer, @Nullable String audience, ClaimNames names) {
        return Forge.tokens(new TokenSettings(List.of(SECRET), List.of(), null, issuer, audience, names));
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
    }
}
