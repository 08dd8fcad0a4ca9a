package io.rotunda.server.config;

import io.rotunda.server.admin.PasswordHash;
import io.rotunda.server.auth.Pem;
import io.rotunda.server.auth.Secret;
import io.rotunda.server.http.ApiKey;
import io.rotunda.server.wire.Origins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The kinds of values.
final class Kinds {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_.:/-]{1,200}");
    private static final Set<String> WEB = Set.of("http", "https");

    static final Kind<Boolean> FLAG = new Kind<>("`true` or `false`", text -> switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("neither true nor false");
    });
    static final Kind<String> TEXT = new Kind<>("any text", Function.identity());
    static final Kind<Path> PATH = new Kind<>("a path", Path::of);
    static final Kind<URI> WEB_ADDRESS = new Kind<>("an `http://` or `https://` address", Kinds::webAddress);
    static final Kind<List<Secret>> SECRETS = new Kind<>(
            "a secret of at least " + Secret.MIN_BYTES + " bytes, or several such with commas between them",
            Kinds::secrets);
    static final Kind<Secret> SECRET = new Kind<>("a secret of at least " + Secret.MIN_BYTES + " bytes", Kinds::secret);
    static final Kind<List<PublicKey>> PUBLIC_KEYS = new Kind<>(
            "PEM text, or the path of a PEM file, with one or more public keys or certificates:"
                    + " RSA of at least 2048 bits, EC on P-256 or P-384, Ed25519",
            Kinds::publicKeys);

    static final Kind<List<ApiKey>> API_KEYS = new Kind<>(
            "visible characters of ASCII, or several such with commas between them",
            text -> Arrays.stream(text.split(",", -1))
                    .map(key -> new ApiKey(key.strip()))
                    .toList());

    static final Kind<Origins> ORIGINS =
            new Kind<>("`*`, or origins like `https://app.example.com` with commas between them", Kinds::origins);

    static final Kind<PasswordHash> PASSWORD_HASH = new Kind<>(
            "a bcrypt hash: `$2a$`, `$2b$` or `$2y$`, of a cost of at most " + PasswordHash.MAX_COST,
            PasswordHash::new);

    private Kinds() {}

    static Kind<Integer> whole(int min, int max) {
        return new Kind<>("a whole number from " + min + " to " + max, text -> inRange(text, min, max));
    }

    static Kind<Duration> millis(int min, int max) {
        return new Kind<>(
                "milliseconds, from " + min + " to " + max, text -> Duration.ofMillis(inRange(text, min, max)));
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants())
                .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", "));
        return new Kind<>("one of " + names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    private static int inRange(String text, int min, int max) {
        var number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static URI webAddress(String text) {
        var uri = URI.create(text);
        if (!WEB.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) || uri.getHost() == null) {
            throw new IllegalArgumentException("not a web address");
        }
        return uri;
    }

    /// It is sent as a field of a form, where a line break would begin another one.
    static String model(String text) {
        if (!MODEL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a model");
        }
        return text;
    }

    private static Origins origins(String text) {
        if (text.equals("*")) {
            return new Origins(true, false, Set.of());
        }
        var listed = Arrays.stream(text.split(",", -1)).map(Kinds::origin).collect(Collectors.toSet());
        return new Origins(false, false, listed);
    }

    /// As browsers send it: in lower case, and without a path. One with a path would silently never match.
    private static String origin(String text) {
        var origin = text.strip().toLowerCase(Locale.ROOT);
        var uri = webAddress(origin);
        if (!origin.equals(uri.getScheme() + "://" + uri.getRawAuthority()) || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an origin");
        }
        return origin;
    }

    /// Commas part secrets only where each part could be one: a secret may itself have a comma in it.
    private static List<Secret> secrets(String text) {
        var parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return parts.stream().allMatch(Secret::longEnough)
                ? parts.stream().map(Kinds::secret).toList()
                : List.of(secret(text));
    }

    private static Secret secret(String text) {
        try {
            return new Secret(text);
        } catch (IllegalArgumentException e) {
            throw new Kind.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static List<PublicKey> publicKeys(String textOrPath) {
        try {
            var isText = textOrPath.contains("-----BEGIN");
            return Pem.publicKeys(isText ? textOrPath : Files.readString(Path.of(textOrPath)));
        } catch (IOException e) {
            throw new Kind.Unreadable("it is no PEM text, and there is no such file that can be read");
        } catch (GeneralSecurityException e) {
            throw new Kind.Unreadable(String.valueOf(e.getMessage()));
        }
    }
}
