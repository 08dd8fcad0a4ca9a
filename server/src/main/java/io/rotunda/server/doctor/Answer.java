package io.rotunda.server.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// What a request was answered.
///
/// @param body as text, decompressed
record Answer(HttpResponse<byte[]> response, String body) {
    static final String GZIP = "gzip";

    private static final int MOST = 120;
    private static final int MOST_BYTES = 1 << 20;

    int status() {
        return response.statusCode();
    }

    /// @throws IOException if it says that it is compressed, and is not
    static Answer of(HttpResponse<byte[]> response) throws IOException {
        var bytes = response.body();
        if (response.headers().firstValue("Content-Encoding").orElse("").equals(GZIP)) {
            try (var plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = plain.readNBytes(MOST_BYTES);
            }
        }
        return new Answer(response, new String(bytes, StandardCharsets.UTF_8));
    }

    /// Whether the server that answered does not know the session.
    boolean sessionUnknown() {
        return status() == 400 && Handshake.json(body).path("code").asInt() == 1;
    }

    @Nullable
    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    /// The server's certificate; null over plain HTTP.
    @Nullable
    X509Certificate certificate() {
        return response.sslSession().flatMap(Answer::certificate).orElse(null);
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate leaf
                    ? Optional.of(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    /// Status and the beginning of the body, for a line of text.
    String inShort() {
        var text = body().replaceAll("[^ -~]+", " ").strip();
        return status() + (text.isEmpty() ? "" : " " + (text.length() > MOST ? text.substring(0, MOST) + " …" : text));
    }
}
