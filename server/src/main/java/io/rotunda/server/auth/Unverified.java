package io.rotunda.server.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rotunda.handlers.Tokens.Reason;
import io.rotunda.handlers.Tokens.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What a token says, read strictly and not believed yet.
///
/// java-jwt's reader takes duplicate members, any `crit` and text that is not UTF-8; so the token is read here, and
/// `signed`, the library's view of the same bytes, serves to check the signature and nothing else.
record Unverified(String algorithm, @Nullable String keyId, Claims claims, DecodedJWT signed) {
    static final int MAX_LENGTH = 8 * 1024;

    private static final ObjectReader JSON = JsonMapper.builder()
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
        var claims = new Claims(object(parts[1]));
        return new Unverified(algorithm.textValue(), keyId == null ? null : keyId.textValue(), claims, decode(token));
    }

    private static JsonNode object(String part) throws Refused {
        try {
            var utf8 = StandardCharsets.UTF_8.newDecoder();
            var json = utf8.decode(ByteBuffer.wrap(base64(part))).toString();
            JsonNode node = JSON.readValue(json);
            if (node.isObject()) {
                return node;
            }
        } catch (CharacterCodingException | JacksonException e) {
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

    private static DecodedJWT decode(String token) throws Refused {
        try {
            return JWT.decode(token);
        } catch (JWTDecodeException | DateTimeException e) {
            // The second one is the library's answer to a time after the year 1,000,000,000.
            throw invalid("a claim of the token has the wrong type");
        }
    }

    private static Refused invalid(String message) {
        return new Refused(Reason.AUTH_INVALID, message);
    }
}
