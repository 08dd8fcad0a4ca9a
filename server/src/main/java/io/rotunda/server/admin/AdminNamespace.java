package io.rotunda.server.admin;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.EventCounts;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.wire.Handshake;
import io.rotunda.server.wire.MalformedPacket;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.Socket;
import io.rotunda.server.wire.Wire;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The namespace `/admin`, for the Socket.IO Admin UI 0.5: start reading here.
public final class AdminNamespace implements Namespaces.Namespace, AutoCloseable {
    /// What clients call it.
    public static final String NAME = "/admin";

    private static final Logger LOG = LoggerFactory.getLogger(AdminNamespace.class);

    /// Operators are in no room and send nothing to any.
    private static final RoomId.User OPERATOR = new RoomId.User("-", "operator");

    /// With `ALL_EVENTS` the page shows sockets and rooms at all. It is not offered what would speak for clients or
    /// move them: `EMIT`, `JOIN`, `LEAVE`, nor what does so to many.
    private static final byte[] CONFIG = AdminJson.event(
            "config", Map.of("supportedFeatures", List.of("AGGREGATED_EVENTS", "ALL_EVENTS", "DISCONNECT")));

    /// What one customer of a provider has, of the 16 bytes of an address.
    private static final int NETWORK_BYTES = 8;

    private final Login login;
    private final Watch watch;
    private final Dispatcher dispatcher;
    private final LongAdder refusals = new LongAdder();

    /// @param node what this node is called
    /// @param sent what clients were sent
    /// @param outboundBytes what may wait to be sent to one socket
    public AdminNamespace(
            Credentials credentials,
            String node,
            Dispatcher dispatcher,
            EventCounts sent,
            Wire wire,
            int outboundBytes,
            InstantSource clock) {
        this.login = new Login(credentials, clock);
        this.watch = new Watch(node, dispatcher, sent, wire, outboundBytes, clock);
        this.dispatcher = dispatcher;
    }

    @Override
    public void connect(Socket socket, Handshake handshake, byte[] auth) throws MalformedPacket {
        try {
            if (watch.full()) {
                throw new Login.Refused("too many operators are connected");
            }
            var pass = login.enter(AdminJson.read(auth), network(handshake.from()));
            var watcher = new Watcher(socket, pass.until());
            socket.accept(OPERATOR, new AdminListener(dispatcher, socket.id(), () -> watch.end(watcher)));
            if (pass.newSession() != null) {
                LOG.atInfo().addKeyValue("socketId", socket.id()).log("an operator has logged in");
                watcher.tell(AdminJson.event("session", pass.newSession()));
            }
            watcher.tell(CONFIG);
            watch.begin(watcher);
        } catch (Login.Refused refused) {
            refusals.increment();
            socket.refuse(AdminJson.write(Map.of("message", refused.getMessage())));
        }
    }

    /// How many were not let in.
    public long refusals() {
        return refusals.sum();
    }

    /// Once a second.
    public void tick() {
        watch.tick();
    }

    @Override
    public void close() {
        login.close();
    }

    /// Whom a wrong password is counted against.
    private static String network(@Nullable InetAddress from) {
        if (from == null) {
            return "";
        }
        return from instanceof Inet6Address
                ? HexFormat.of().formatHex(from.getAddress(), 0, NETWORK_BYTES)
                : from.getHostAddress();
    }
}
