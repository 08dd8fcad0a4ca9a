package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.auth.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What a receiver knows us by.
class SignatureTest {
    private static final Secret SECRET = new Secret("a secret that is long enough for us");

    @Test
    void aKnownSignatureIsAsEveryImplementationMakesIt() {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac "$SECRET"
        assertEquals(
                "t=1700000000,v1=2156589e407537b2936356b196e0cfefd40813690fabff3bcd6490b09eed6737",
                Signature.of(SECRET, 1_700_000_000, "{}".getBytes(StandardCharsets.UTF_8)));
    }
}
