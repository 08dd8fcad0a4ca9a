package io.rotunda.server.admin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.IllegalBCryptFormatException;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A password as bcrypt keeps it. Never shown.
public record PasswordHash(String text) {
    /// Beyond this, one try takes more than ten seconds.
    public static final int MAX_COST = 16;

    /// `$2x$` is left out: it is what a faulty implementation made.
    private static final Pattern KNOWN = Pattern.compile("\\$2[aby]\\$.*");

    private static final int MAX_PASSWORD_BYTES = 1 << 10;

    private static final BCrypt.Verifyer VERIFIER =
            BCrypt.verifyer(Version.VERSION_2A, LongPasswordStrategies.truncate(Version.VERSION_2A));

    public PasswordHash {
        if (!KNOWN.matcher(text).matches() || cost(text) > MAX_COST) {
            throw new IllegalArgumentException("not a bcrypt hash");
        }
    }

    /// Takes as long as the hash asks for, on a processor.
    boolean is(String password) {
        var sent = password.getBytes(StandardCharsets.UTF_8);
        return sent.length > 0
                && sent.length <= MAX_PASSWORD_BYTES
                && VERIFIER.verify(sent, text.getBytes(StandardCharsets.US_ASCII)).verified;
    }

    private static int cost(String text) {
        try {
            return Version.VERSION_2A.parser.parse(text.getBytes(StandardCharsets.US_ASCII)).cost;
        } catch (IllegalBCryptFormatException e) {
            throw new IllegalArgumentException("not a bcrypt hash", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
