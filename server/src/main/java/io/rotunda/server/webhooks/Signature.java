package io.rotunda.server.webhooks;

import io.rotunda.server.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What proves to a receiver that a body is ours, and when it was sent: an old one that is sent again by somebody else
/// is known by its time.
final class Signature {
    static final String HEADER = "X-Rotunda-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /// @param seconds since 1970
    static String of(Secret secret, long seconds, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC", e);
        }
    }
}
