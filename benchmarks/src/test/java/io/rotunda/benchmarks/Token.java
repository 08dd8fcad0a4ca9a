package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A token for a user of the organization `acme`.
final class Token {
    static final String SECRET = "a secret of the benchmarks, long enough for HS256";

    private Token() {}

    static String of(String userId) {
        var claims = "{\"sub\":\"%s\",\"name\":\"Name of %s\",\"organizationId\":\"acme\",\"exp\":%d}"
                .formatted(userId, userId, Instant.now().getEpochSecond() + 3600);
        var content =
                base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
