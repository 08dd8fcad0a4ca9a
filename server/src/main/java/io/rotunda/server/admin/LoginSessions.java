package io.rotunda.server.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who has logged in, and comes back without the password. In memory: after a restart everybody logs in again.
/// Any thread.
final class LoginSessions {
    /// As the reference server's store in Redis.
    static final Duration LIFETIME = Duration.ofDays(1);

    private static final int MAX = 100;
    private static final int BYTES = 24;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /// By the hash of the id: how long a look-up takes says nothing about ids. The oldest first.
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    LoginSessions(InstantSource clock) {
        this.clock = clock;
    }

    /// A new session's id: a secret.
    synchronized String begin() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var id = BASE64.encodeToString(bytes);
        ends.put(hash(id), clock.instant().plus(LIFETIME));
        if (ends.size() > MAX) {
            ends.remove(ends.keySet().iterator().next());
        }
        return id;
    }

    /// When that session ends; null if there is none.
    synchronized @Nullable Instant end(String id) {
        var now = clock.instant();
        ends.values().removeIf(end -> !end.isAfter(now));
        return ends.get(hash(id));
    }

    private static String hash(String id) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return BASE64.encodeToString(sha.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }
}
