package io.rotunda.server.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where HTTP requests become Engine.IO: handshakes, polls, posts and upgrades, checked in the order of
/// the reference server. What is not below an Engine.IO path goes to the other routes.
final class EngineEndpoint {
    private static final String PREFLIGHT = HttpExchange.headers(
            "Access-Control-Allow-Methods: GET, POST",
            "Access-Control-Allow-Headers: Content-Type, Authorization",
            "Access-Control-Max-Age: 86400");

    private static final int RESTART_SECONDS = 5;
    private static final byte[] OVERLOADED =
            Encoding.ascii("{\"code\":\"OVERLOADED\",\"message\":\"too much to do: come again later\"}");

    private static final byte[] SHUTTING_DOWN =
            Encoding.ascii("{\"code\":\"OVERLOADED\",\"message\":\"the server is shutting down\"}");

    private final EngineSessions sessions;
    private final Admission admission;
    private final Map<String, MessageLayer.Factory> paths;
    private final Origins origins;
    private final HttpRoutes others;

    EngineEndpoint(
            EngineSessions sessions,
            Admission admission,
            Map<String, MessageLayer.Factory> paths,
            Origins origins,
            HttpRoutes others) {
        this.sessions = sessions;
        this.admission = admission;
        this.paths = Map.copyOf(paths);
        this.origins = origins;
        this.others = others;
    }

    /// What becomes of the body of a request whose head has come.
    Reception receive(HttpExchange exchange) {
        return layersAt(exchange.path()) == null ? others.receive(exchange) : Reception.USUAL;
    }

    /// What a request is answered whose address cannot be decoded.
    HttpFault unreadable(String target) {
        return others.unreadable(target);
    }

    void handle(HttpExchange exchange) {
        var layers = layersAt(exchange.path());
        if (layers == null) {
            others.handle(exchange);
            return;
        }
        if (!exchange.allowed(origins)) {
            exchange.fault(EngineFault.FORBIDDEN);
            return;
        }
        if (exchange.method().equals(HttpMethod.OPTIONS)) {
            exchange.noContent(PREFLIGHT);
        } else {
            dispatch(exchange, layers);
        }
    }

    private void dispatch(HttpExchange exchange, MessageLayer.Factory layers) {
        var transport = exchange.parameter("transport");
        var sid = exchange.parameter("sid");
        boolean webSocket = "websocket".equals(transport);
        boolean upgradable = exchange.webSocket();
        if (!webSocket && !"polling".equals(transport)) {
            exchange.fault(EngineFault.TRANSPORT_UNKNOWN);
        } else if (!"4".equals(exchange.parameter("EIO"))) {
            exchange.fault(EngineFault.UNSUPPORTED_PROTOCOL);
        } else if (exchange.parameter("j") != null || webSocket != upgradable) {
            exchange.badRequest(); // JSONP is gone with version 3; a WebSocket needs an upgrade, polling none
        } else if (sid != null) {
            existing(exchange, sid, webSocket);
        } else if (!exchange.method().equals(HttpMethod.GET)) {
            exchange.fault(EngineFault.BAD_METHOD);
        } else if (sessions.refusing()) {
            refuse(exchange, RESTART_SECONDS, SHUTTING_DOWN);
        } else if (!admission.admits(exchange.connection().loop())) {
            refuse(exchange, Admission.retryAfterSeconds(), OVERLOADED);
        } else {
            open(exchange, layers, webSocket);
        }
    }

    private void open(HttpExchange exchange, MessageLayer.Factory layers, boolean webSocket) {
        var loop = exchange.connection().loop();
        var handshake = new Handshake(
                exchange.header(HttpHeaderNames.AUTHORIZATION),
                exchange.parameter("token"),
                exchange.connection().channel().remoteAddress());
        if (webSocket) {
            WebSocketUpgrade.accept(exchange, sessions.settings(), (transport, frames) -> {
                var session = new EngineSession(sessions, loop, loop.ids.next(), transport, layers, handshake);
                sessions.opened(session);
                frames.listener(session);
                return true;
            });
        } else {
            var session = new EngineSession(sessions, loop, loop.ids.next(), null, layers, handshake);
            sessions.opened(session);
            session.get(exchange);
        }
    }

    private static void refuse(HttpExchange exchange, int retryAfterSeconds, byte[] why) {
        var later = HttpExchange.headers("Retry-After: " + retryAfterSeconds);
        exchange.answer("503 Service Unavailable", "application/json", later, why);
    }

    private void existing(HttpExchange exchange, String sid, boolean webSocket) {
        var session = sessions.find(sid);
        if (session == null) {
            exchange.fault(EngineFault.SESSION_UNKNOWN);
            return;
        }
        exchange.connection().moveTo(session.loop, () -> {
            if (webSocket) {
                WebSocketUpgrade.accept(exchange, sessions.settings(), session::probe);
            } else if (exchange.method().equals(HttpMethod.GET)) {
                session.get(exchange);
            } else if (exchange.method().equals(HttpMethod.POST)) {
                session.post(exchange);
            } else {
                exchange.badRequest();
            }
        });
    }

    private MessageLayer.@Nullable Factory layersAt(String path) {
        return paths.get(path.endsWith("/") ? path : path + "/");
    }
}
