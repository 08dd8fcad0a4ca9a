package io.rotunda.server.doctor;

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

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var before = Instant.now();
        var theirs = date(deployment.get("/readyz").header("Date"));
        if (theirs == null) {
            return List.of(Finding.warn("clock: answers have no Date", "have the proxy leave or set it"));
        }
        var now = Instant.now();
        // Whole seconds, taken somewhen between the two.
        var skew = theirs.isBefore(before)
                ? Duration.between(before.minusSeconds(1), theirs)
                : Duration.between(now, theirs);
        var findings = new ArrayList<Finding>();
        findings.add(judged(skew));
        if (deployment.token() != null) {
            var claims = claims(deployment.token());
            if (claims.path("exp").asLong(Long.MAX_VALUE) <= theirs.getEpochSecond()) {
                findings.add(Finding.fail("clock: the token has expired by the server's clock", "get a new one"));
            }
            long from = Math.max(claims.path("iat").asLong(), claims.path("nbf").asLong());
            if (from > theirs.plus(NOTICED).getEpochSecond()) {
                findings.add(Finding.fail(
                        "clock: the token was signed %d s after the server's now"
                                .formatted(from - theirs.getEpochSecond()),
                        MEND));
            }
        }
        return findings;
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
    private static com.fasterxml.jackson.databind.JsonNode claims(String token) {
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
