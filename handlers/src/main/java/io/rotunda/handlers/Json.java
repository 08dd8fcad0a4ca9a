package io.rotunda.handlers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;

/// JSON as this server reads and writes it.
final class Json {
    /// Arrays and objects inside each other, the array of arguments included.
    static final int MAX_DEPTH = 32;

    /// Names, values and brackets in one document.
    static final int MAX_TOKENS = 100_000;

    /// The longest string is bounded by the transport, which bounds the document. Tokens are bounded
    /// because a node weighs a hundred times its text. Pairs of surrogates are four bytes, not twelve: what
    /// weighs texts counts on UTF-8.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .recyclerPool(Recyclers.INSTANCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(400)
                    .maxNameLength(10_000)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build();

    /// Numbers keep their digits: what is passed on must be what came.
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new SimpleModule().addSerializer(Instant.class, new InstantSerializer()))
            .build();

    private static final byte[] SUCCESS = Texts.utf8("{\"success\":true");

    private Json() {}

    /// Parses one value.
    ///
    /// @throws IOException if this is no JSON in UTF-8; its message may quote it: never pass it on
    static JsonNode read(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /// Whether that is what is wrong with what cannot be read: it has more than [#MAX_TOKENS].
    static boolean hasTooManyTokens(byte[] json) {
        int tokens = 0;
        try (var parser = FACTORY.createParser(json)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
            return false;
        } catch (IOException _) {
            return tokens >= MAX_TOKENS;
        }
    }

    /// One value in UTF-8.
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /// A node in compact form.
    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    /// `{ success: true, … }` with the fields of an object that is written already.
    static byte[] success(byte[] object) {
        boolean empty = object.length == 2;
        var answer = new byte[SUCCESS.length + object.length - (empty ? 1 : 0)];
        System.arraycopy(SUCCESS, 0, answer, 0, SUCCESS.length);
        System.arraycopy(object, 1, answer, answer.length - object.length + 1, object.length - 1);
        if (!empty) {
            answer[SUCCESS.length] = ',';
        }
        return answer;
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(WireTime.text(instant));
        }
    }
}
