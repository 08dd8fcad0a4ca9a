package io.rotunda.server;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.config.Settings;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;

/// A stock Java client that is in, and what it heard by event.
final class JavaClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 40;

    private final Socket socket;
    private final Map<String, BlockingQueue<JSONObject>> heard = new ConcurrentHashMap<>();
    private final JSONObject greeting;

    /// Returns once it has heard `connected`.
    JavaClient(int port, String token, String transport) throws Exception {
        socket = IO.socket(
                URI.create("http://127.0.0.1:" + port),
                IO.Options.builder()
                        .setTransports(new String[] {transport})
                        .setForceNew(true)
                        .setReconnectionDelay(100)
                        .setReconnectionDelayMax(500)
                        .setAuth(Map.of("token", token))
                        .build());
        socket.onAnyIncoming(arguments -> {
            if (arguments.length > 1 && arguments[1] instanceof JSONObject payload) {
                heard((String) arguments[0]).add(payload);
            }
        });
        socket.connect();
        greeting = next("connected");
    }

    /// A user's token: in the organization, and in the customer that is called like it.
    static String token(Settings settings, String userId, String organizationId) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        var principal = new Principal(userId, userId, organizationId, Set.of(organizationId), Role.MEMBER, expiry);
        return new Signer(settings.tokens(), Clock.systemUTC()).sign(principal);
    }

    /// What the first `connected` said.
    JSONObject greeting() {
        return greeting;
    }

    String id() {
        return socket.id();
    }

    /// @param payload may have quotation marks like this: {'channelId':'general'}
    JSONObject answer(String event, String payload) throws Exception {
        return answer(event, new JSONObject(payload));
    }

    JSONObject answer(String event, JSONObject payload) throws Exception {
        var answer = new CompletableFuture<JSONObject>();
        socket.emit(event, new Object[] {payload}, arguments -> answer.complete((JSONObject) arguments[0]));
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// What is not taken yet.
    BlockingQueue<JSONObject> heard(String event) {
        return heard.computeIfAbsent(event, _ -> new LinkedBlockingQueue<>());
    }

    /// The next one that is not taken yet; waits for it.
    JSONObject next(String event) throws Exception {
        var next = heard(event).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("did not hear " + event);
        }
        return next;
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}
