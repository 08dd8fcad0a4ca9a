package io.rotunda.server.webhooks;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// The body of an answer, which says nothing that anybody wants to know: read as far as keeps the connection in use,
/// and thrown away.
final class Discarded implements BodySubscriber<@Nullable Void> {
    private static final long MAX_BYTES = 64 * 1024;

    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long seen;

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (var part : parts) {
            seen += part.remaining();
        }
        if (seen > MAX_BYTES && subscription != null) {
            subscription.cancel();
            end.complete(null);
        }
    }

    /// The status came, and says it all.
    @Override
    public void onError(Throwable broken) {
        end.complete(null);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
