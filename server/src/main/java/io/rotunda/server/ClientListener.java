package io.rotunda.server;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.Inbound;
import io.rotunda.handlers.Malformed;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Session;
import io.rotunda.server.wire.MalformedPacket;
import io.rotunda.server.wire.Socket;
import io.rotunda.server.wire.SocketListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands the events of one accepted socket to the dispatcher. Everything here runs on the socket's mailbox.
final class ClientListener implements SocketListener {
    private final Dispatcher dispatcher;
    private final Socket socket;
    private final UserConnections.Slot slot;
    private @Nullable Session session;

    /// @param slot given back when the socket has gone
    ClientListener(Dispatcher dispatcher, Socket socket, UserConnections.Slot slot) {
        this.dispatcher = dispatcher;
        this.socket = socket;
        this.slot = slot;
    }

    void open(Principal principal) {
        session = dispatcher.open(socket, principal);
    }

    @Override
    public void event(byte[] json, List<byte[]> attachments, long ackId) throws MalformedPacket {
        if (session != null) {
            try {
                dispatcher.handle(session, new Inbound(json, attachments, ackId < 0 ? null : reply(ackId)));
            } catch (Malformed _) {
                throw new MalformedPacket();
            }
        }
    }

    @Override
    public void closed(String reason) {
        slot.free();
        if (session != null) {
            dispatcher.close(session);
        }
    }

    private Inbound.Reply reply(long ackId) {
        return answer -> {
            var arguments = new byte[answer.length + 2];
            arguments[0] = '[';
            System.arraycopy(answer, 0, arguments, 1, answer.length);
            arguments[arguments.length - 1] = ']';
            socket.ack(ackId, arguments, List.of());
        };
    }
}
