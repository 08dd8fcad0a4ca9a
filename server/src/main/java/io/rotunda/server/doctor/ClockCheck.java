package io.rotunda.server.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the server's clock goes with this machine's, and with that of whoever signed the token.
final class ClockCheck implements Check {
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final Duration TOO_MUCH = Duration.ofSeconds(60);
    private static final String MEND = "have both keep time by NTP: tokens are too young or too old otherwise";

    /// What the server forgives a token.
    private static final long LEEWAY = 30;

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var before = Instant.now();
        var answer = deployment.get("/readyz");
        var after = Instant.now();
        var theirs = time(Handshake.json(answer.body()).path("time").asText());
        if (theirs == null) {
            return List.of(Finding.warn(
                    "clock: /readyz does not say the server's time, so it is not known", "pass /readyz on to it"));
        }
        var findings = new ArrayList<Finding>();
        // Taken somewhen between the two.
        findings.add(judged(
                theirs.isBefore(before)
                        ? Duration.between(before, theirs)
                        : theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO));
        var date = date(answer.header("Date"));
        if (date != null && Duration.between(theirs, date).abs().compareTo(NOTICED) > 0) {
            findings.add(Finding.warn(
                    "clock: the Date that a proxy sets is %d s off the server's"
                            .formatted(Duration.between(theirs, date).abs().toSeconds()),
                    "have the proxy's machine keep time by NTP; tokens are not judged by it"));
        }
        if (deployment.token() != null) {
            token(claims(deployment.token()), theirs.getEpochSecond(), findings);
        }
        return findings;
    }

    /// @param now the server's, in seconds
    private static void token(JsonNode claims, long now, List<Finding> findings) {
        if (claims.path("exp").asLong(Long.MAX_VALUE) <= now - LEEWAY) {
            findings.add(Finding.fail("clock: the token has expired by the server's clock", "get a new one"));
        }
        long from = claims.path("nbf").asLong();
        if (from > now + LEEWAY) {
            findings.add(
                    Finding.fail("clock: the token is not good for another %d s".formatted(from - now - LEEWAY), MEND));
        }
        long signed = claims.path("iat").asLong();
        if (signed > now + NOTICED.toSeconds()) {
            findings.add(Finding.warn(
                    "clock: the token was signed %d s after the server's now".formatted(signed - now),
                    "have whoever signs tokens keep time by NTP"));
        }
    }

    private static Finding judged(Duration skew) {
        var size = skew.abs();
        if (size.compareTo(NOTICED) <= 0) {
            return Finding.ok("clock: the server's and this machine's go together");
        }
        var what = "clock: the server's is %d s %s this machine's"
                .formatted(size.toSeconds(), skew.isNegative() ? "behind" : "ahead of");
        return size.compareTo(TOO_MUCH) < 0 ? Finding.warn(what, MEND) : Finding.fail(what, MEND);
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable Instant date(@Nullable String header) {
        try {
            return header == null
                    ? null
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// What a token says of itself, not verified: that is the server's.
    private static JsonNode claims(String token) {
        var parts = token.split("\\.", -1);
        try {
            return Handshake.json(
                    parts.length == 3
                            ? new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                            : "");
        } catch (IllegalArgumentException _) {
            return Handshake.json("");
        }
    }
}
