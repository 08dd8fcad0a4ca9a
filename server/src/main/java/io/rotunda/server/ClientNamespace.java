package io.rotunda.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Tokens;
import io.rotunda.persistence.Unavailable;
import io.rotunda.server.http.Bearer;
import io.rotunda.server.wire.Handshake;
import io.rotunda.server.wire.MalformedPacket;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.Socket;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The namespace `/`: nobody is in until a token was accepted.
final class ClientNamespace implements Namespaces.Namespace {
    private static final Logger LOG = LoggerFactory.getLogger(ClientNamespace.class);

    /// Recyclers of the default kind belong to a thread, and virtual threads are new each time.
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build());
    private final Tokens tokens;
    private final UserConnections connections;
    private final Dispatcher dispatcher;
    private final boolean tokenInQuery;

    /// @param tokenInQuery whether a token may stand in the query string, where proxies log it
    ClientNamespace(Tokens tokens, UserConnections connections, Dispatcher dispatcher, boolean tokenInQuery) {
        this.tokens = tokens;
        this.connections = connections;
        this.dispatcher = dispatcher;
        this.tokenInQuery = tokenInQuery;
    }

    @Override
    public void connect(Socket socket, Handshake handshake, byte[] auth) throws MalformedPacket {
        var sent = auth.length == 0 ? MissingNode.getInstance() : read(auth);
        try {
            var principal = tokens.verify(token(handshake, sent));
            var listener = new ClientListener(dispatcher, socket);
            socket.listen(principal.user(), listener);
            var pid = sent.path("pid").textValue();
            var offset = sent.path("offset").textValue();
            if (pid == null || offset == null) {
                admit(socket, listener, principal, () -> listener.opened(dispatcher.open(socket, principal)));
            } else {
                Runnable reopen = () -> dispatcher.reopen(socket, principal, pid, offset, listener::opened);
                // The old connection first: it may hold the last place that the user may have.
                dispatcher.vacate(pid, principal, () -> socket.admit(() -> admit(socket, listener, principal, reopen)));
            }
        } catch (Tokens.Refused refused) {
            refuse(socket, refused);
        }
    }

    private void admit(Socket socket, ClientListener listener, Principal principal, Runnable opening) {
        if (listener.closed()) {
            return;
        }
        try {
            listener.comesIn(dispatcher.turn(socket));
            listener.holds(connections.take(principal)); // not before: whoever is lost while it waits keeps no place
            opening.run();
        } catch (Tokens.Refused refused) {
            listener.endTurn();
            refuse(socket, refused);
        } catch (Unavailable _) {
            socket.close(); // a client that is told so would not come back by itself
        }
    }

    private void refuse(Socket socket, Tokens.Refused refused) {
        LOG.atDebug()
                .addKeyValue("code", refused.reason())
                .addKeyValue("socketId", socket.id())
                .log("a client is not let in");
        socket.refuse(error(refused));
    }

    private String token(Handshake handshake, JsonNode auth) throws Tokens.Refused {
        var sent = auth.get("token");
        if (sent != null && !sent.isNull()) {
            if (!sent.isTextual()) {
                throw new Tokens.Refused(Tokens.Reason.AUTH_INVALID, "auth.token is not a string");
            }
            return sent.textValue();
        }
        var header = Bearer.in(handshake.authorization());
        if (header != null) {
            return header;
        }
        if (handshake.queryToken() == null) {
            throw new Tokens.Refused(Tokens.Reason.AUTH_MISSING, "a token is needed in auth.token");
        }
        if (!tokenInQuery) {
            throw new Tokens.Refused(
                    Tokens.Reason.AUTH_INVALID, "a token in the query string is not accepted: send it in auth.token");
        }
        return handshake.queryToken();
    }

    private JsonNode read(byte[] auth) throws MalformedPacket {
        try {
            return json.readTree(auth);
        } catch (IOException _) {
            throw new MalformedPacket();
        }
    }

    private byte[] error(Tokens.Refused refused) {
        var error = json.createObjectNode().put("message", refused.getMessage());
        error.putObject("data").put("code", refused.reason().name()).put("message", refused.getMessage());
        try {
            return json.writeValueAsBytes(error);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // a tree can always be written
        }
    }
}
