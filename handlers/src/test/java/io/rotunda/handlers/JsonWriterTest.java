package io.rotunda.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Remembered;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is written by hand is what the library writes of the records that stand for it.
class JsonWriterTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Random random = new Random(11);

    @Test
    void anyTextIsWrittenAsTheLibraryWritesIt() {
        for (int c = 0; c < 0x10000; c++) {
            same(String.valueOf((char) c));
            same("ab" + (char) c + "\uDE00c");
        }
        for (int i = 0; i < 20_000; i++) {
            same(text(true));
        }
    }

    @Test
    void aTextTakesNoMoreThanItIsWeighed() {
        for (int i = 0; i < 5_000; i++) {
            var text = text(false);
            assertTrue(new JsonWriter(0).text(text).bytes().length <= Texts.jsonBytes(text) + 2);
        }
    }

    @Test
    void numbersAndTimesAreWrittenAsTheLibraryWritesThem() {
        for (int i = 0; i < 5_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            assertEquals(
                    utf8(Json.write(number)),
                    utf8(new JsonWriter(0).number(number).bytes()));
            var time = time();
            assertEquals(
                    utf8(Json.write(time)), utf8(new JsonWriter(0).time(time).bytes()));
        }
    }

    @Test
    void messagesAreWrittenAsTheirRecords() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            var message = message();
            assertEquals(utf8(Json.write(announced(message))), utf8(MessageJson.announced(message)));
            var reactions = List.of(
                    new Remembered.Reaction(text(false), random.nextInt(1, 9), List.of()),
                    new Remembered.Reaction(text(false), 2, List.of(text(false), text(false))));
            var remembered = new Remembered(
                    message, reactions.subList(0, random.nextInt(3)), random.nextBoolean() ? null : time());
            var expected =
                    new MessageJson.InHistory(announced(message), remembered.reactions(), remembered.deletedAt());
            assertEquals(utf8(Json.write(expected)), utf8(MessageJson.remembered(remembered)));
            var untouched = new Remembered(message, List.of(), null);
            assertEquals(
                    utf8(MessageJson.remembered(untouched)),
                    utf8(MessageJson.remembered(MessageJson.announced(message))));
        }
    }

    @Test
    void whatIsSentAndWhoTypesAreWrittenAsTheirRecords() {
        for (int i = 0; i < 3_000; i++) {
            var message = message();
            var sent = MessageSend.Sent.of(message);
            assertEquals(utf8(Json.write(sent)), utf8(sent.json()));
            var typing = Typing.started(
                    message.draft().room(),
                    new Principal("ann", text(true), "acme", Set.of(), Role.MEMBER, time()),
                    time());
            assertEquals(utf8(Json.write(typing)), utf8(typing.json()));
        }
    }

    private void same(String text) {
        assertEquals(
                utf8(Json.write(text)),
                utf8(new JsonWriter(random.nextInt(40)).text(text).bytes()));
    }

    private MessageJson.Announced announced(Message message) throws IOException {
        var draft = message.draft();
        var address = Address.of(draft.room());
        return new MessageJson.Announced(
                draft.id().toString(),
                address.channelId(),
                address.conversationId(),
                address.customerId(),
                draft.user().userId(),
                draft.userName(),
                draft.content(),
                draft.contentType(),
                draft.threadId() == null ? null : draft.threadId().toString(),
                MAPPER.readValue(draft.mentions(), new TypeReference<>() {}),
                MAPPER.readValue(draft.attachments(), new TypeReference<>() {}),
                message.createdAt(),
                message.updatedAt(),
                draft.metadata() == null ? null : MAPPER.readValue(draft.metadata(), new TypeReference<>() {}),
                draft.workspaceId(),
                draft.optimisticId(),
                message.seq());
    }

    private Message message() {
        var room = random.nextBoolean() ? new RoomId.Channel("acme", "general") : new RoomId.Conversation("c1", "talk");
        var mentions = random.nextBoolean() ? List.of() : List.of("ann", "bob");
        var attachments = random.nextBoolean() ? List.of() : List.of(object(), object());
        var draft = new Draft(
                id(),
                room,
                new RoomId.User("acme", "ann"),
                text(false),
                text(false),
                text(false),
                random.nextBoolean() ? null : id(),
                utf8(Json.write(mentions)),
                utf8(Json.write(attachments)),
                random.nextBoolean() ? null : utf8(Json.write(object())),
                random.nextBoolean() ? null : text(false),
                random.nextBoolean() ? null : text(false));
        return new Message(draft, random.nextLong(1, Long.MAX_VALUE), time(), time());
    }

    private Map<String, Object> object() {
        return Map.of(text(false), text(false));
    }

    private MessageId id() {
        return new MessageId(new UUID(random.nextLong(), random.nextLong()));
    }

    private Instant time() {
        return Instant.ofEpochMilli(random.nextLong(-50_000_000_000_000L, 250_000_000_000_000L));
    }

    /// Mostly ASCII, with what must be escaped, letters of two to four bytes and, if asked for, halves of pairs.
    private String text(boolean halves) {
        var text = new StringBuilder();
        int plain = random.nextInt(1, 20);
        for (int left = random.nextInt(random.nextInt(10) == 0 ? 3000 : 40); left > 0; left--) {
            switch (random.nextInt(plain)) {
                case 0 -> text.append((char) random.nextInt(1, 0x80));
                case 1 -> text.appendCodePoint(random.nextInt(0x80, 0xD800));
                case 2 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                case 3 -> text.append(halves ? (char) random.nextInt(0xD800, 0xE000) : '"');
                default -> text.append((char) random.nextInt(' ', 0x7F));
            }
        }
        return text.toString();
    }

    private static String utf8(byte[] json) {
        return new String(json, UTF_8);
    }
}
