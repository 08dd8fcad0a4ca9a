package io.rotunda.server.transcription;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rotunda.handlers.Transcriber.Words;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What a transcriber answers: `text`, and how sure it is in `segments` (`verbose_json`) or `logprobs` (`json`), or
/// not at all.
final class TranscriptionAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    /// Whisper's own rule for when it heard nothing and made words up.
    private static final double NO_SPEECH = 0.6;
    private static final double UNSURE = -1;

    private static final double PRECISION = 10_000;

    private TranscriptionAnswer() {}

    static Words words(byte[] body) throws TranscriptionFailed {
        var answer = json(body);
        var text = answer.path("text");
        if (!text.isTextual()) {
            throw new TranscriptionFailed("an answer without a text", true);
        }
        var segments = elements(answer.path("segments"));
        var spoken = segments.stream().filter(segment -> !silent(segment)).toList();
        if (spoken.size() < segments.size()) {
            var texts = spoken.stream().map(segment -> segment.path("text").asText(""));
            return new Words(texts.collect(Collectors.joining()), true, sureness(spoken));
        }
        return new Words(
                text.textValue(),
                true,
                spoken.isEmpty()
                        ? probability(elements(answer.path("logprobs")), "logprob", _ -> 1)
                        : sureness(spoken));
    }

    /// The average probability of a token, longer segments counting for more.
    private static @Nullable Double sureness(List<JsonNode> segments) {
        return probability(
                segments,
                "avg_logprob",
                segment -> segment.path("text").asText("").length());
    }

    private static boolean silent(JsonNode segment) {
        return segment.path("no_speech_prob").asDouble(0) > NO_SPEECH
                && segment.path("avg_logprob").asDouble(0) < UNSURE;
    }

    /// The geometric mean; null if it is not known.
    private static @Nullable Double probability(
            List<JsonNode> from, String logarithm, ToDoubleFunction<JsonNode> weight) {
        double sum = 0;
        double weights = 0;
        for (var one : from) {
            if (!one.path(logarithm).isNumber()) {
                return null;
            }
            sum += one.path(logarithm).doubleValue() * weight.applyAsDouble(one);
            weights += weight.applyAsDouble(one);
        }
        double mean = Math.exp(sum / weights);
        return Double.isFinite(mean) ? Math.round(Math.clamp(mean, 0, 1) * PRECISION) / PRECISION : null;
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode json(byte[] body) throws TranscriptionFailed {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            throw new TranscriptionFailed("an answer that is no JSON", true); // the parser's message quotes it
        } catch (IOException _) {
            throw new TranscriptionFailed("an answer that cannot be read", true);
        }
    }
}
