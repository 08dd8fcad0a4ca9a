package io.rotunda.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets operators in, by name and password or by the session that these began.
///
/// A password costs a processor a tenth of a second, whoever sends it: they are looked at one at a time, on a thread
/// that belongs to nobody else, and few may wait.
final class Login implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String INVALID = "invalid credentials";
    private static final int MAX_WAITING = 8;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Credentials credentials;
    private final InstantSource clock;
    private final Attempts attempts;
    private final LoginSessions sessions;
    private final ThreadPoolExecutor passwords;

    Login(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
        this.attempts = new Attempts(clock);
        this.sessions = new LoginSessions(clock);
        this.passwords = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("admin-login").daemon().factory());
        passwords.allowCoreThreadTimeOut(true);
    }

    /// Blocks until the password was looked at.
    ///
    /// @param address where the request came from
    /// @throws Refused if this is no operator, or not now; says which in the words that the Admin UI expects
    Pass enter(JsonNode auth, String address) throws Refused {
        var sessionId = auth.path("sessionId").asText("");
        var end = sessionId.isEmpty() ? null : sessions.end(sessionId);
        if (end != null) {
            return new Pass(null, end);
        }
        if (!auth.path("username").isTextual() || !auth.path("password").isTextual()) {
            throw new Refused(INVALID); // nothing was tried: a page whose session is over, most likely
        }
        check(auth.path("username").textValue(), auth.path("password").textValue(), address);
        return new Pass(sessions.begin(), clock.instant().plus(LoginSessions.LIFETIME));
    }

    @Override
    public void close() {
        passwords.shutdownNow();
    }

    private void check(String username, String password, String address) throws Refused {
        try {
            var outcome =
                    passwords.submit(() -> judge(username, password, address)).get();
            if (outcome != null) {
                throw new Refused(outcome);
            }
        } catch (RejectedExecutionException _) {
            throw new Refused("too many attempts at a time: try again");
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a password could not be looked at", e);
        }
    }

    /// Why not; null if it is the operator. Whether to wait is asked here, where one comes after the other: else many
    /// tries at once would all be looked at.
    private @Nullable String judge(String username, String password, String address) {
        var wait = attempts.wait(address);
        if (wait.isPositive()) {
            return "too many attempts: try again in " + Math.ceilDiv(wait.toMillis(), 1_000) + " s";
        }
        if (credentials.are(username, password)) {
            attempts.succeeded(address);
            return null;
        }
        attempts.failed(address);
        // Not who has to wait: that line would come as often as somebody asks.
        LOG.atInfo().addKeyValue("address", address).log("an operator's name or password is wrong");
        return INVALID;
    }

    /// An operator may come in.
    ///
    /// @param newSession a secret to come back with; null if this is how the operator came
    /// @param until when the password is asked for again
    record Pass(@Nullable String newSession, Instant until) {
        @Override
        public String toString() {
            return "Pass";
        }
    }

    /// Nobody comes in.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
