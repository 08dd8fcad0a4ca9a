package io.rotunda.server.http;

import io.rotunda.handlers.ApiOperation;
import io.rotunda.handlers.ApiReply;
import io.rotunda.handlers.Caller;
import io.rotunda.handlers.ErrorCode;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Tokens;
import io.rotunda.server.wire.HttpExchange;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Makes calls, each on a thread of its own, a bounded number at a time.
public final class ApiCalls {
    private static final int MOST = 1_000;

    private final Tokens tokens;
    private final int maxLineBytes;
    private final Semaphore permits = new Semaphore(MOST);
    private final Phaser running = new Phaser(1);

    /// @param tokens who users are
    /// @param maxLineBytes of bodies that come in lines
    public ApiCalls(Tokens tokens, int maxLineBytes) {
        this.tokens = tokens;
        this.maxLineBytes = maxLineBytes;
    }

    /// On an event loop.
    ///
    /// @param backEnd whether an API key was shown; else a token was
    void make(ApiOperation operation, HttpExchange exchange, boolean backEnd) {
        if (!permits.tryAcquire()) {
            ApiAnswers.send(exchange, ApiReply.refusal(ErrorCode.UNAVAILABLE, "too many calls at a time", 1000L));
            return;
        }
        running.register();
        Thread.startVirtualThread(() -> {
            try {
                run(operation, exchange, backEnd);
            } finally {
                permits.release();
                running.arriveAndDeregister();
            }
        });
    }

    /// Waits until what is under way is done, or for so long.
    public void await(Duration patience) {
        try {
            running.awaitAdvanceInterruptibly(running.arrive(), patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // Whoever waits for a person is not waited for.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(ApiOperation operation, HttpExchange exchange, boolean backEnd) {
        Principal user = null;
        if (!backEnd) {
            try {
                user = tokens.verify(String.valueOf(ApiKeys.bearer(exchange)));
            } catch (Tokens.Refused refused) {
                ApiAnswers.send(exchange, ApiReply.refusal(refused.reason(), String.valueOf(refused.getMessage())));
                return;
            }
        }
        var caller = new HttpCaller(exchange, user, lines(operation, exchange));
        operation.run(exchange.parameters(), exchange.body(), caller, reply -> ApiAnswers.send(exchange, reply));
    }

    private @Nullable BodyLines lines(ApiOperation operation, HttpExchange exchange) {
        return operation.inLines() ? new BodyLines(exchange.comingBody(), maxLineBytes) : null;
    }

    /// Who asks, as far as HTTP knows.
    private record HttpCaller(
            HttpExchange exchange,
            @Nullable Principal user,
            @Nullable BodyLines lines) implements Caller {
        @Override
        public void whenGone(Runnable task) {
            exchange.onDisconnect(task);
        }

        @Override
        public byte @Nullable [] nextLine() throws Gone {
            return lines == null ? null : lines.next();
        }
    }
}
