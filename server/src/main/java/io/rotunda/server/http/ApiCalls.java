package io.rotunda.server.http;

import io.rotunda.handlers.ApiOperation;
import io.rotunda.handlers.ApiReply;
import io.rotunda.handlers.Caller;
import io.rotunda.handlers.ErrorCode;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Tokens;
import io.rotunda.server.wire.HttpExchange;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes calls, each on a thread of its own, a bounded number at a time. Users and bodies that come in lines, which may
/// come for hours, are counted by themselves: they keep no other call of a back end out.
public final class ApiCalls {
    private static final int MOST = 1_000;
    private static final int MOST_IN_LINES = 500;

    /// Who shows what is no token may keep others waiting who show one, and nobody else.
    private static final int MOST_TOKENS = 50;

    private final Tokens tokens;
    private final int maxLineBytes;
    private final Semaphore whole = new Semaphore(MOST);
    private final Semaphore inLines = new Semaphore(MOST_IN_LINES);
    private final Semaphore verifying = new Semaphore(MOST_TOKENS);
    private final UserPermits users = new UserPermits();
    private final UnderWay underWay = new UnderWay();

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
        var permits = !backEnd ? verifying : operation.inLines() ? inLines : whole;
        if (!permits.tryAcquire()) {
            ApiAnswers.send(exchange, ApiReply.refusal(ErrorCode.UNAVAILABLE, "too many calls at a time", 1000L));
            return;
        }
        var answered = underWay.begin();
        Consumer<ApiReply> answer = reply -> {
            try {
                ApiAnswers.send(exchange, reply);
            } finally {
                answered.run();
            }
        };
        Thread.startVirtualThread(() -> {
            if (backEnd) {
                try {
                    run(operation, exchange, null, answer);
                } finally {
                    permits.release();
                }
            } else {
                runAsUser(operation, exchange, answer);
            }
        });
    }

    /// Waits until what is under way was answered, or for so long: whoever waits for a person is not waited for.
    public void await(Duration patience) {
        try {
            underWay.await(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void runAsUser(ApiOperation operation, HttpExchange exchange, Consumer<ApiReply> answer) {
        Principal user;
        try {
            user = tokens.verify(String.valueOf(ApiKeys.bearer(exchange)));
        } catch (Tokens.Refused refused) {
            answer.accept(ApiReply.refusal(refused.reason(), String.valueOf(refused.getMessage())));
            return;
        } finally {
            verifying.release();
        }
        var refusal = users.enter(user.user());
        if (refusal != null) {
            answer.accept(refusal);
            return;
        }
        try {
            run(operation, exchange, user, answer);
        } finally {
            users.leave(user.user());
        }
    }

    private void run(
            ApiOperation operation, HttpExchange exchange, @Nullable Principal user, Consumer<ApiReply> answer) {
        var caller = new HttpCaller(exchange, user, lines(operation, exchange));
        operation.run(exchange.parameters(), exchange.body(), caller, answer);
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
