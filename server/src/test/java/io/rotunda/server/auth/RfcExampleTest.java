package io.rotunda.server.auth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

/// A key and a token that others made: RFC 7515, appendix A.3.
class RfcExampleTest {
    private static final String KEY = """
            {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
            """;
    private static final String CONTENT = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
            + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    private static final String SIGNATURE =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    @Test
    void theSignatureOfTheExampleIsGood() throws Exception {
        var token = Unverified.read(CONTENT + SIGNATURE);
        assertEquals(1_300_819_380, token.claims().time("exp").getEpochSecond());
        assertDoesNotThrow(() -> algorithm(token).verify(token.signed()));
    }

    @Test
    void aChangedSignatureIsNot() throws Exception {
        var token = Unverified.read(CONTENT + SIGNATURE.replace("DtEh", "DtEi"));
        assertThrows(
                SignatureVerificationException.class, () -> algorithm(token).verify(token.signed()));
    }

    private static Algorithm algorithm(Unverified token) throws Exception {
        var algorithm = Jwk.read(new JsonMapper().readTree(KEY)).fitting(token);
        if (algorithm == null) {
            throw new AssertionError("the key does not fit");
        }
        return algorithm;
    }
}
