package io.rotunda.bench.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens for the users of a benchmark. All are of one organization, with one customer.
public final class Tokens {
    /// The customer of every user.
    public static final String CUSTOMER = "bench";

    private static final Duration LIFE = Duration.ofDays(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final Mac mac;
    private final long now = Instant.now().getEpochSecond();

    /// @param secret what the servers verify with
    public Tokens(String secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The client with this number, and the number of the user who it is.
    public Identity identity(int number, int user) {
        var userId = Identity.userId(user);
        var claims =
                "{\"sub\":\"%s\",\"name\":\"User %d\",\"organizationId\":\"bench\",\"customerIds\":[\"%s\"],\"iat\":%d,\"exp\":%d}"
                        .formatted(userId, user, CUSTOMER, now, now + LIFE.toSeconds());
        var signed = HEADER + "." + base64(claims);
        var signature = BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        return new Identity(number, userId, signed + "." + signature);
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
