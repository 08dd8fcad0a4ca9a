package io.rotunda.server.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rotunda.handlers.Tokens.Reason;
import io.rotunda.handlers.Tokens.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What a token says, read strictly and not believed yet.
///
/// java-jwt's reader takes duplicate members, any `crit` and text that is not UTF-8; so the token is read
/// here, once, and `signed` serves the library to check the signature and nothing else.
record Unverified(String algorithm, @Nullable String keyId, Claims claims, SignedParts signed) {
    static final int MAX_LENGTH = 8 * 1024;

    /// Recyclers of the default kind belong to a thread, and virtual threads are new each time.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final ObjectReader JSON = JsonMapper.builder(FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    static Unverified read(String token) throws Refused {
        if (token.isBlank()) {
            throw new Refused(Reason.AUTH_MISSING, "a token is required");
        }
        if (token.length() > MAX_LENGTH) {
            throw invalid("the token is longer than " + MAX_LENGTH + " characters");
        }
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw invalid("this is not a JWT");
        }
        var header = object(parts[0]);
        if (header.has("crit")) {
            throw invalid("the token needs an extension (crit) that is not known here");
        }
        var algorithm = header.get("alg");
        var keyId = header.get("kid");
        if (algorithm == null || !algorithm.isTextual() || keyId != null && !keyId.isTextual()) {
            throw invalid("the token's header needs alg, and kid is a string");
        }
        var named = keyId == null ? null : keyId.textValue();
        var signed = new SignedParts(parts[0], parts[1], parts[2], named);
        return new Unverified(algorithm.textValue(), named, new Claims(object(parts[1])), signed);
    }

    private static JsonNode object(String part) throws Refused {
        try {
            var json = base64(part);
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)); // stricter than the parser
            JsonNode node = JSON.readValue(json);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException _) {
            throw invalid("this is not a JWT");
        }
        throw invalid("this is not a JWT");
    }

    private static byte[] base64(String part) throws Refused {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw invalid("this is not a JWT");
        }
    }

    private static Refused invalid(String message) {
        return new Refused(Reason.AUTH_INVALID, message);
    }
}
