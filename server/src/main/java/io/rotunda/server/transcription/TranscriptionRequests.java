package io.rotunda.server.transcription;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/// How a transcriber is asked: a form with the file and what kind of answer is wanted.
final class TranscriptionRequests {
    private static final String LINE = "\r\n";

    private final TranscriberSettings settings;

    TranscriptionRequests(TranscriberSettings settings) {
        this.settings = settings;
    }

    HttpRequest of(AudioFile file) {
        var boundary = UUID.randomUUID().toString(); // not to be guessed: what follows it in the audio is no field
        var request = HttpRequest.newBuilder(settings.endpoint())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Accept", "application/json")
                .POST(form(file, boundary));
        var key = settings.key();
        if (key != null) {
            request.header("Authorization", "Bearer " + key.text());
        }
        return request.build();
    }

    private BodyPublisher form(AudioFile file, String boundary) {
        var fields = field(boundary, "model", settings.model()) + answer(boundary) + part(boundary)
                + "Content-Disposition: form-data; name=\"file\"; filename=\""
                + file.format().fileName() + "\"" + LINE + "Content-Type: "
                + file.format().mediaType() + LINE + LINE;
        return BodyPublishers.concat(
                BodyPublishers.ofString(fields),
                BodyPublishers.ofByteArray(file.bytes()),
                BodyPublishers.ofString(LINE + "--" + boundary + "--" + LINE));
    }

    /// How sure it is, Whisper says in `verbose_json` only, and OpenAI's newer models, which refuse that, in
    /// `logprobs`.
    private String answer(String boundary) {
        if (!settings.model().startsWith("gpt-")) {
            return field(boundary, "response_format", "verbose_json");
        }
        var plain = field(boundary, "response_format", "json");
        return settings.model().contains("diarize") ? plain : plain + field(boundary, "include[]", "logprobs");
    }

    private static String field(String boundary, String name, String value) {
        return part(boundary) + "Content-Disposition: form-data; name=\"" + name + "\"" + LINE + LINE + value + LINE;
    }

    private static String part(String boundary) {
        return "--" + boundary + LINE;
    }
}
