package io.rotunda.server.transcription;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Which transcriber to ask.
///
/// @param url of the server, of its `/v1`, or of the very endpoint
/// @param key null if it asks for none
public record TranscriberSettings(URI url, @Nullable TranscriberKey key, String model) {
    private static final String ENDPOINT = "/audio/transcriptions";

    /// Where requests go: an address without a path, or one that ends with `/v1`, is completed as OpenAI's is.
    URI endpoint() {
        var path = String.valueOf(url.getRawPath()).replaceAll("/+$", "");
        if (path.isEmpty()) {
            return withPath("/v1" + ENDPOINT);
        }
        return path.endsWith("/v1") ? withPath(path + ENDPOINT) : url;
    }

    private URI withPath(String path) {
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path + query);
    }

    /// Without the user and the query, which may hold a secret.
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                + endpoint().getPath();
    }
}
