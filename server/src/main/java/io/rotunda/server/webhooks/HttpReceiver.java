package io.rotunda.server.webhooks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The receiver that the operator named, told by signed POSTs. Any 2xx means that it knows. A redirection is no
/// answer: whoever can redirect could have the events sent anywhere.
final class HttpReceiver implements Receiver, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WebhookSettings settings;
    private final URI address;
    private final @Nullable String authorization;
    private final Duration timeout;
    private final InstantSource clock;

    /// No HTTP/2: offered in clear text, it confuses servers that read the body at once.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    HttpReceiver(WebhookSettings settings, Duration timeout, InstantSource clock) {
        this.settings = settings;
        this.timeout = timeout;
        this.clock = clock;
        var url = settings.url();
        var user = url.getUserInfo();
        authorization = user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        address = URI.create(url.getScheme() + "://" + host + path + query);
    }

    @Override
    public Answer tell(byte[] body) throws InterruptedException {
        var sending = http.sendAsync(request(body), _ -> new Discarded());
        try {
            // Not the request's own timeout: that one ends with the headers, and a body may trickle for ever.
            return answer(sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Answer.none("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return Answer.none(cause.getClass().getSimpleName());
        } catch (CancellationException _) {
            return Answer.none("cancelled");
        } finally {
            sending.cancel(true);
        }
    }

    /// Gives up what is under way.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest request(byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Rotunda")
                .header(Signature.HEADER, Signature.of(settings.secret(), seconds, body))
                .POST(BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private Answer answer(HttpResponse<?> response) {
        int status = response.statusCode();
        var retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(header -> RetryAfter.read(header, clock.instant()))
                .orElse(null);
        return Answer.of(status, retryAfter);
    }
}
