package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Notice;
import io.rotunda.persistence.Notice.About;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeJsonTest {
    private static final UUID ID = UUID.fromString("0190d3f4-0000-4000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-03-19T12:00:00.123Z");
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");
    private static final RoomId.Channel GENERAL = new RoomId.Channel("acme", "general");
    private static final RoomId.Conversation TALK = new RoomId.Conversation("c1", "v1");
    private static final MessageId MESSAGE = new MessageId(ID);

    @Test
    void aMessageIsWhatItsRoomHeard() throws IOException {
        var draft = new Draft(
                MESSAGE, GENERAL, ANN, "Ann", "\"hi\"\n\u2028", "text", null, "[]", "[]", "{\"a\":1.0}", null, "o-1");
        var message = new Message(draft, 7, AT, AT);
        var json = read(new About.Sent(message));
        assertEnvelope(json, "message:new", "acme", null, "channel:general", 7L);
        assertEquals(Json.read(MessageJson.announced(message)), json.get("data"));
    }

    @Test
    void aChangeIsWhatItsRoomHeard() throws IOException {
        var changed = new Changed(TALK, 9, AT, ANN, "Ann", new Changed.Fact.Reacted(MESSAGE, "+1", true));
        var json = read(new About.Amended(changed));
        assertEnvelope(json, "message:reaction", null, "c1", "customer:c1:conversation:v1", 9L);
        assertEquals(Json.read(ChangeEvents.of(changed).json()), json.get("data"));
    }

    @Test
    void whatNobodyKeepsHasNoPosition() throws IOException {
        var json = read(new About.Transient(new RoomId.Call("acme", "standup"), "room:occupied", "{}"));
        assertEnvelope(json, "room:occupied", "acme", null, "call:standup", null);
    }

    @Test
    void aGapSaysWhatIsMissingAndWhere() throws IOException {
        var json = read(new About.Gap(GENERAL, 3L, 5L, 3, AT.minusSeconds(1)));
        assertEnvelope(json, "webhook:gap", "acme", null, "channel:general", null);
        assertEquals(
                Json.read(Texts.utf8("{\"fromSeq\":3,\"toSeq\":5,\"lost\":3,"
                        + "\"since\":\"2026-03-19T11:59:59.123Z\",\"until\":\"2026-03-19T12:00:00.123Z\"}")),
                json.get("data"));
    }

    @Test
    void aGapMayBeInAnyRoom() throws IOException {
        var json = read(new About.Gap(null, null, null, 10, AT));
        assertEnvelope(json, "webhook:gap", null, null, null, null);
        assertEquals(10, json.at("/data/lost").longValue());
    }

    @Test
    void whatIsGoneIsNotTold() {
        assertNull(NoticeJson.of(notice(new About.Nothing())));
    }

    private static JsonNode read(About about) throws IOException {
        return Json.read(Objects.requireNonNull(NoticeJson.of(notice(about))));
    }

    private static Notice notice(About about) {
        return new Notice(new Notice.Place(1, 2), ID, AT, about);
    }

    private static void assertEnvelope(
            JsonNode json,
            String type,
            @Nullable String organizationId,
            @Nullable String customerId,
            @Nullable String room,
            @Nullable Long seq) {
        assertEquals("evt_" + ID, json.get("id").textValue());
        assertEquals(type, json.get("type").textValue());
        assertEquals(organizationId, json.get("organizationId").textValue());
        assertEquals(customerId, json.get("customerId").textValue());
        assertEquals(room, json.get("room").textValue());
        assertEquals(
                seq, json.get("seq").isNull() ? null : (Long) json.get("seq").longValue());
        assertEquals("2026-03-19T12:00:00.123Z", json.get("timestamp").textValue());
        assertEquals(8, json.size());
    }
}
