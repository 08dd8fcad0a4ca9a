package io.rotunda.server;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.Inbound;
import io.rotunda.handlers.Malformed;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Remainder;
import io.rotunda.handlers.Session;
import io.rotunda.handlers.Turn;
import io.rotunda.server.wire.MalformedPacket;
import io.rotunda.server.wire.Socket;
import io.rotunda.server.wire.SocketListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the events of one socket to the dispatcher. Everything here runs on the socket's mailbox.
final class ClientListener implements SocketListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClientListener.class);

    private final Dispatcher dispatcher;
    private final Socket socket;
    private @Nullable Turn turn;
    private UserConnections.@Nullable Slot slot;
    private @Nullable Session session;
    private boolean closed;
    private boolean lost;
    private String why = "";

    ClientListener(Dispatcher dispatcher, Socket socket) {
        this.dispatcher = dispatcher;
        this.socket = socket;
    }

    /// Whether the socket has gone, before or after its session was opened.
    boolean closed() {
        return closed;
    }

    /// It is the socket's turn to come in, until it is in, refused or gone.
    void comesIn(Turn now) {
        turn = now;
    }

    /// The socket counts among those of its user.
    void holds(UserConnections.Slot taken) {
        slot = taken;
    }

    void opened(Session opened) {
        session = opened;
        log("a client is in", opened.principal());
        endTurn();
        if (closed) {
            end(opened);
        }
    }

    @Override
    public Remainder event(byte[] json, List<byte[]> attachments, long ackId) throws MalformedPacket {
        if (session == null) {
            return Remainder.NOTHING;
        }
        try {
            return dispatcher.begin(session, new Inbound(json, attachments, ackId < 0 ? null : reply(ackId)));
        } catch (Malformed _) {
            throw new MalformedPacket();
        }
    }

    @Override
    public void closed(String reason, boolean unwanted) {
        closed = true;
        lost = unwanted;
        why = reason;
        endTurn();
        if (slot != null) {
            slot.free();
        }
        if (session != null) {
            log(reason, session.principal());
            end(session);
        }
    }

    private void log(String what, Principal who) {
        LOG.atDebug()
                .addKeyValue("socketId", socket.id())
                .addKeyValue("userId", who.userId())
                .addKeyValue("organizationId", who.organizationId())
                .log(what);
    }

    /// The next one may come in; for the second time nothing.
    void endTurn() {
        if (turn != null) {
            turn.close();
            turn = null;
        }
    }

    private void end(Session over) {
        if (lost) {
            dispatcher.lost(over, why);
        } else {
            dispatcher.close(over, why);
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
