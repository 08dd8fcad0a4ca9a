package io.rotunda.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fixtures were made with OpenSSL.
class PemTest {
    private static final String CERTIFICATE = """
            subject=CN=test
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARugAwIBAgIUA/dLL+np+Ww9aUQyolsK6NHMaawwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjEwNDM3MjRaGA8yMTI2MTAyODA0Mzcy
            NFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPSN
            8tvoz5t93YFq8TVeZUV+/5rLkBK5XzY5YClT1c4ZClqy0qCB/08EGW/6nnlOy/U9
            4Ng6A7vVoBwSWAGjsZqjUzBRMB0GA1UdDgQWBBRtYB0uJhdUeZN8Xmb7eZybKEyY
            9DAfBgNVHSMEGDAWgBRtYB0uJhdUeZN8Xmb7eZybKEyY9DAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0cAMEQCIDbl6T5RsTM+QSh9toMi1Q3TJ++C59pbEvQS
            q35leBbYAiBeSoVB40BmefH3S3mhhDl+1byeq3MrGmWMXdg6flNYOA==
            -----END CERTIFICATE-----
            """;
    private static final String ED25519 = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJFkc6rbWZe93YwE7BIhY+XgLYjrOMVLpF9U4C5SwxAQ=
            -----END PUBLIC KEY-----
            """;
    private static final String P384 = """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEEFQFPKkDFfP44hkJdjxBHsoy8zQ783C5
            o9aGYidRX9+O1BSIPBzMiq7pJDIGD161ILoQjroE0fdDpaagqj9oW0BdPV27TcRc
            kbdrXlwvBYL9uyD/bZmCoQwhkylxeK6I
            -----END PUBLIC KEY-----
            """;
    private static final String SECP256K1 = """
            -----BEGIN PUBLIC KEY-----
            MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEXPBKm1U9jnBwWQVEmI5E+WxFdMmbZIkU
            nfI+wcxhQTzm0yHdMP6SpjAjZjPLWzkMEDG1PmwNj8opDcu3FAZwvw==
            -----END PUBLIC KEY-----
            """;

    @Test
    void theKindOfKeySaysTheAlgorithms() throws Exception {
        assertEquals(List.of(Set.of("ES256")), algorithms(CERTIFICATE));
        assertEquals(List.of(Set.of("ES384")), algorithms(P384));
        assertEquals(List.of(Set.of("EdDSA")), algorithms(ED25519));
        assertEquals(
                List.of(Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")),
                algorithms(Forge.pem(Forge.RSA.getPublic())));
    }

    @Test
    void oneTextMayHoldSeveralKeys() throws Exception {
        assertEquals(
                List.of(Set.of("EdDSA"), Set.of("ES256"), Set.of("ES384")), algorithms(ED25519 + CERTIFICATE + P384));
    }

    @Test
    void aTextInOneLineIsRead() throws Exception {
        assertEquals(List.of(Set.of("ES384")), algorithms(P384.replace("\n", "\\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMCow\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nMCow\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nMCow\n-----END CERTIFICATE-----",
                SECP256K1,
            })
    void whatCannotVerifyTokensIsRefused(String text) {
        assertThrows(GeneralSecurityException.class, () -> Pem.publicKeys(text));
    }

    @Test
    void aCutKeyAfterAGoodOneIsRefused() {
        assertThrows(GeneralSecurityException.class, () -> Pem.publicKeys(ED25519 + P384.replace("MHYw", "MHYx")));
    }

    @Test
    void weakAndUnknownKeysAreRefused() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var weak = Forge.pem(generator.generateKeyPair().getPublic());
        var refused = assertThrows(GeneralSecurityException.class, () -> Pem.publicKeys(weak));
        assertTrue(String.valueOf(refused.getMessage()).contains("2048"));
        var p521 = Forge.pem(Forge.curve("secp521r1").getPublic());
        assertThrows(GeneralSecurityException.class, () -> Pem.publicKeys(p521));
    }

    private static List<Set<String>> algorithms(String pem) throws GeneralSecurityException {
        var keys = new ArrayList<Set<String>>();
        for (var key : Pem.publicKeys(pem)) {
            keys.add(VerificationKey.of(null, key).algorithms().keySet());
        }
        return keys;
    }
}
