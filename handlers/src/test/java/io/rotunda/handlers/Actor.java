package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rotunda.rooms.Connection;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A client in a scene: says something and has heard everything that it was sent. JSON is written with
/// single quotes.
final class Actor extends Hearer implements Client {
    private final Scene scene;
    private String id;
    private final RoomId.User user;
    private final Lane lane;
    private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
    private final List<JsonNode> answers = new ArrayList<>();
    private @Nullable Session session;
    private @Nullable String pid;
    private String offset = "";
    private boolean closed;
    private boolean disconnected;
    private boolean cutOff;
    private boolean gone;
    private boolean recovered;

    Actor(Scene scene, String id, RoomId.User user, Lane lane) {
        this.scene = scene;
        this.id = id;
        this.user = user;
        this.lane = lane;
    }

    void session(Session opened) {
        session = opened;
    }

    Session session() {
        if (session == null) {
            throw new IllegalStateException("not connected");
        }
        return session;
    }

    /// Emits an event with a callback; returns what the callback got.
    JsonNode says(String event, String payload) {
        return emits("[\"" + event + "\"," + payload.replace('\'', '"') + "]", List.of());
    }

    JsonNode says(String event) {
        return emits("[\"" + event + "\"]", List.of());
    }

    /// Emits the array as it is, with a callback; returns what the callback got, missing if nothing.
    JsonNode emits(String json, List<byte[]> attachments) {
        return emits(json.getBytes(StandardCharsets.UTF_8), attachments);
    }

    JsonNode emits(byte[] json, List<byte[]> attachments) {
        answers.clear();
        handle(new Inbound(json, attachments, this::answered));
        assertEquals(true, answers.size() < 2, "one answer at most");
        answers.forEach(answer -> Catalogue.requireDocumentedAnswer(eventName(json), answer));
        return answers.isEmpty() ? JsonNodeFactory.instance.missingNode() : answers.getFirst();
    }

    /// Sends a message to a channel, which all actors have forgotten then; returns its id.
    String said(String channelId, String content) {
        var answer = says("message:send", "{'channelId':'" + channelId + "','content':'" + content + "'}");
        scene.actors().forEach(Actor::forgets);
        return answer.path("id").asText();
    }

    void saysWithoutCallback(String event, String payload) {
        var json = "[\"" + event + "\"," + payload.replace('\'', '"') + "]";
        handle(new Inbound(json.getBytes(StandardCharsets.UTF_8), List.of(), null));
    }

    /// The network carries nothing to this client any more; nobody has noticed.
    void isCutOff() {
        cutOff = true;
    }

    /// The server has seen that the connection is gone, and has yet to end the session.
    void isGone() {
        cutOff = true;
        gone = true;
    }

    @Override
    public boolean open() {
        return !gone;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    /// The server notices that the connection is gone.
    void isLost() {
        cutOff = true;
        scene.dispatcher().lost(session(), "transport close");
        scene.settle();
    }

    /// The same client on its next connection: it shows what it was given, and keeps what it has heard.
    Actor again(String newId, Lane newLane) {
        var again = new Actor(scene, newId, user, newLane);
        again.pid = pid;
        again.offset = offset;
        again.remembers(this);
        return again;
    }

    /// What the client comes back with.
    String pid() {
        return Objects.requireNonNull(pid);
    }

    String offset() {
        return offset;
    }

    void claims(String otherPid, String otherOffset) {
        pid = otherPid;
        offset = otherOffset;
    }

    /// As the client library says it: the server gave the same pid again.
    boolean recovered() {
        return recovered;
    }

    void leaves() {
        scene.dispatcher().close(session(), "transport close");
        scene.settle();
    }

    private void answered(byte[] answer) {
        lane.execute(() -> {
            if (!disconnected) {
                answers.add(parsed(answer));
            }
        });
    }

    private void handle(Inbound inbound) {
        try {
            OnALane.handle(scene.dispatcher(), session(), inbound);
        } catch (Malformed malformed) {
            throw new BrokenConnection(malformed);
        }
        scene.settle();
    }

    boolean closed() {
        return closed;
    }

    boolean disconnected() {
        return disconnected;
    }

    boolean runMailbox() {
        boolean any = !mailbox.isEmpty();
        for (var task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
        return any;
    }

    /// A value written with single quotes.
    static JsonNode json(String text) {
        return parsed(Texts.utf8(text.replace('\'', '"')));
    }

    private static String eventName(byte[] json) {
        try {
            return EventName.in(json);
        } catch (Malformed e) {
            throw new AssertionError("answered, though it is no event", e);
        }
    }

    static JsonNode parsed(byte[] json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new AssertionError("the server wrote broken JSON", e);
        }
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
    }

    @Override
    public void accepted(String knownAs, @Nullable String returning) {
        if (cutOff) {
            return;
        }
        id = knownAs;
        recovered = pid != null && pid.equals(returning);
        pid = returning;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RoomId.User user() {
        return user;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    /// As on the wire, nothing arrives after the disconnect.
    @Override
    public void deliver(Frame frame, long position) {
        if (disconnected || cutOff) {
            return;
        }
        offset = Connection.offset(lane, position);
        var arguments = parsed(
                ("[" + new String(frame.payload(), StandardCharsets.UTF_8) + "]").getBytes(StandardCharsets.UTF_8));
        var payload = arguments.size() == 1 ? arguments.get(0) : arguments;
        hears(frame, payload);
    }

    @Override
    public void close() {
        closed = true;
        var lost = session;
        if (lost != null) {
            mailbox.add(() -> scene.dispatcher().lost(lost, "server closed the connection"));
        }
    }

    @Override
    public void disconnect() {
        lane.execute(() -> disconnected = true);
    }

    /// The transport would have closed the connection.
    static final class BrokenConnection extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenConnection(Malformed cause) {
            super(cause);
        }
    }
}
