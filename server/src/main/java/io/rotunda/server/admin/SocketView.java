package io.rotunda.server.admin;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Session;
import io.rotunda.server.wire.Namespaces;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One client as the Admin UI is told of it. What it must not be told has no field here; what it cannot do without is
/// there and empty.
///
/// @param clientId its own id again: what the reference server sends is part of the transport's session id, a secret
/// @param rooms as [RoomLabel] names them
record SocketView(
        String id, String clientId, String transport, String nsp, Data data, Handshake handshake, List<String> rooms) {

    static SocketView of(Session session, Look look, Collection<String> rooms) {
        return new SocketView(
                session.id(),
                session.id(),
                look.transport(),
                Namespaces.MAIN,
                Data.of(session.principal()),
                Handshake.of(session.since().toEpochMilli(), AdminJson.time(session.since()), look.from()),
                List.copyOf(rooms));
    }

    /// Whose client it is.
    record Data(String organizationId, String userId, String role) {
        static Data of(Principal who) {
            return new Data(
                    who.organizationId(), who.userId(), who.role().name().toLowerCase(Locale.ROOT));
        }
    }

    /// The fields that the Admin UI reads of the first request.
    ///
    /// @param issued when the session began, in milliseconds
    record Handshake(
            String address,
            Map<String, String> headers,
            Map<String, String> query,
            long issued,
            String time,
            String url,
            boolean secure,
            boolean xdomain) {
        private static Handshake of(long issued, String time, @Nullable InetAddress from) {
            return new Handshake(
                    from == null ? "" : from.getHostAddress(), Map.of(), Map.of(), issued, time, "", false, false);
        }
    }
}
