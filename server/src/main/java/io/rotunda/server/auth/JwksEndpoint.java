package io.rotunda.server.auth;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where an identity provider publishes its keys. Time and size of an answer are bounded: whoever sends an unknown
/// `kid` makes us ask.
final class JwksEndpoint {
    private static final Logger log = LoggerFactory.getLogger(JwksEndpoint.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_KEYS = 64;
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;
    private final Duration timeout;
    private final HttpClient http;

    JwksEndpoint(URI url) {
        this(url, TIMEOUT);
    }

    JwksEndpoint(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /// The keys that can verify tokens; the others of the answer are left out.
    ///
    /// @throws IOException if there is no answer, or none with such a key
    List<VerificationKey> fetch() throws IOException {
        var response = response();
        if (response.statusCode() != OK) {
            throw new IOException("status " + response.statusCode());
        }
        var published = json(response.body()).path("keys");
        if (published.size() > MAX_KEYS) {
            throw new IOException("more than " + MAX_KEYS + " keys");
        }
        var keys = StreamSupport.stream(published.spliterator(), false)
                .flatMap(JwksEndpoint::usable)
                .toList();
        if (keys.isEmpty()) {
            throw new IOException("no key that verifies tokens");
        }
        return keys;
    }

    /// Without the query and the user, which may hold a secret.
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getPath();
    }

    /// Sets mix keys of many kinds: one that is of no use here must not take the others with it.
    private static Stream<VerificationKey> usable(JsonNode jwk) {
        try {
            return Stream.of(Jwk.read(jwk));
        } catch (GeneralSecurityException e) {
            log.debug("a published key is left out: {}", e.getMessage());
            return Stream.empty();
        }
    }

    private HttpResponse<byte[]> response() throws IOException {
        var request = HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            // Not the request's own timeout: that one ends with the headers, and a body may trickle for ever.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IOException("not JSON", e);
        }
    }
}
