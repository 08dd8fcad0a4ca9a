package io.rotunda.server.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rotunda.handlers.Addressees;
import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.Remainder;
import io.rotunda.server.wire.MalformedPacket;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.SocketListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an operator may do: disconnect one client. Anything else is not heard, as an event that nobody listens to.
final class AdminListener implements SocketListener {
    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);

    private final Dispatcher dispatcher;
    private final String operator;
    private final Runnable end;

    /// @param operator the operator's socket
    /// @param end what to do when the operator has gone
    AdminListener(Dispatcher dispatcher, String operator, Runnable end) {
        this.dispatcher = dispatcher;
        this.operator = operator;
        this.end = end;
    }

    @Override
    public Remainder event(byte[] json, List<byte[]> attachments, long ackId) throws MalformedPacket {
        if (!(AdminJson.read(json) instanceof ArrayNode event) || !event.path(0).isTextual()) {
            throw new MalformedPacket();
        }
        // Name, namespace, whether to close the connection too, and whom: a socket or, of other servers, a room.
        if (event.get(0).textValue().equals("_disconnect")
                && event.path(1).asText().equals(Namespaces.MAIN)
                && event.path(3).isTextual()) {
            disconnect(event.get(3).textValue());
        }
        return Remainder.NOTHING;
    }

    @Override
    public void closed(String reason, boolean lost) {
        end.run();
    }

    private void disconnect(String socketId) {
        for (var session : dispatcher.openSessions()) {
            if (session.id().equals(socketId)) {
                LOG.atInfo()
                        .addKeyValue("operator", operator)
                        .addKeyValue("socketId", socketId)
                        .log("an operator disconnects a socket");
                var organization = session.principal().organizationId();
                dispatcher.backend().sockets().disconnect(new Addressees(organization, List.of(socketId), List.of()));
            }
        }
    }
}
