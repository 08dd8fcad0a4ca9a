package io.rotunda.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkTest {
    @Test
    void anEd25519KeyOfRfc8037IsRead() throws Exception {
        var key = read("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
        assertEquals(Set.of("EdDSA"), key.algorithms().keySet());
    }

    @Test
    void aKeyMayNameItsOnlyAlgorithm() throws Exception {
        var jwk = Forge.jwk("a", Forge.RSA.getPublic());
        assertEquals(6, read(jwk).algorithms().size());
        var restricted = jwk.replace("\"use\"", "\"alg\":\"PS384\",\"use\"");
        assertEquals(Set.of("PS384"), read(restricted).algorithms().keySet());
        var contradictory = jwk.replace("\"use\"", "\"alg\":\"HS256\",\"use\"");
        assertEquals(Set.of(), read(contradictory).algorithms().keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKx\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"!\",\"y\":\"AA\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"n\":1,\"e\":2}",
            })
    void whatSignsNoTokensIsRefused(String jwk) {
        assertThrows(GeneralSecurityException.class, () -> read(jwk));
    }

    @Test
    void aKeyForAnotherUseIsRefused() {
        var jwk = Forge.jwk("a", Forge.P256.getPublic());
        assertThrows(GeneralSecurityException.class, () -> read(jwk.replace("\"sig\"", "\"enc\"")));
        var encrypts = jwk.replace("\"use\":\"sig\"", "\"key_ops\":[\"encrypt\"]");
        assertThrows(GeneralSecurityException.class, () -> read(encrypts));
    }

    private static VerificationKey read(String jwk) throws Exception {
        return Jwk.read(new JsonMapper().readTree(jwk));
    }
}
