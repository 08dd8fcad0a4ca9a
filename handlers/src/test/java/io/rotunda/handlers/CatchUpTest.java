package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Where a page of what was missed is cut. A page may weigh 10,000 bytes here, a message about 400 and its content.
class CatchUpTest {
    private static final String ROOM = "'conversationId':'v1','customerId':'c1'";

    private final Scene scene =
            new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 10_000));
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    void aPageThatWouldWeighTooMuchIsCutAfterAMessageAndTheClientAsksAgain() {
        var last = say("m0");
        for (int i = 1; i <= 10; i++) {
            say("m" + i + "x".repeat(2_000));
            edit(last, "edit " + i);
        }
        var shown = new ArrayList<String>();
        var edits = new ArrayList<String>();
        boolean more = true;
        for (int pages = 0; more; pages++) {
            assertTrue(pages < 5, "no progress");
            var page = rejoin(last);
            assertTrue(page.toString().length() < 10_500);
            for (var message : page.path("missed_messages")) {
                shown.add(message.path("content").asText().replace("x", ""));
                last = message.path("id").asText();
            }
            for (var event : page.path("missed_events")) {
                edits.add(event.at("/data/content").asText());
            }
            more = page.path("hasMore").asBoolean();
        }
        assertEquals(numbers("m"), shown);
        assertEquals(numbers("edit "), edits);
    }

    @Test
    void changesBehindTheLastMessageThatDoNotFitAreAskedForFromIt() {
        var first = say("m0");
        var second = say("m1" + "x".repeat(5_000));
        edit(first, "y".repeat(4_000));
        edit(first, "z".repeat(4_000));
        var page = rejoin(first);
        assertEquals(1, page.path("missed_messages").size());
        assertEquals(0, page.path("missed_events").size());
        assertTrue(page.path("hasMore").asBoolean());
        var rest = rejoin(second);
        assertEquals(0, rest.path("missed_messages").size());
        assertEquals(2, rest.path("missed_events").size());
        assertFalse(rest.path("hasMore").asBoolean());
    }

    @Test
    void changesThatLaterOnesOvertookAreLeftOutIfThereIsNoOtherWay() {
        var last = say("m0");
        var other = say("other");
        rejoin(last);
        for (int i = 1; i <= 5; i++) {
            edit(last, i + "x".repeat(4_000));
            react(last, i % 2 == 1);
        }
        edit(other, "short");
        var page = rejoin(other);
        assertEquals(
                List.of("5" + "x".repeat(4_000), "", "short"),
                StreamSupport.stream(page.path("missed_events").spliterator(), false)
                        .map(event -> event.at("/data/content").asText())
                        .toList());
        assertFalse(page.path("hasMore").asBoolean());
        edit(last, "live");
        assertEquals("live", ann.heardOnce("message:update").path("content").asText());
    }

    @Test
    void whoMissedMoreChangesThanAPageHoldsStartsOver() {
        var messages = List.of(say("m1"), say("m2"), say("m3"));
        for (var message : messages) {
            edit(message, "x".repeat(4_000));
        }
        var answer = ann.says("conversation:rejoin", "{" + ROOM + ",'lastMessageId':'" + messages.getLast() + "'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        var time = ann.says("conversation:rejoin", "{" + ROOM + ",'lastMessageTimestamp':'2026-03-19T12:00:00.001Z'}");
        assertTrue(time.path("success").asBoolean());
        ann.forgets();
        ann.says("conversation:rejoin", "{" + ROOM + "}");
        var page = ann.heardOnce("conversation:rejoined");
        assertEquals(2, page.path("missed_messages").size());
        assertTrue(page.path("hasMore").asBoolean());
    }

    @Test
    void aMessageThatWeighsMoreThanAPageIsSentAlone() {
        var last = say("m0");
        say("x".repeat(20_000));
        say("m2");
        var page = rejoin(last);
        assertEquals(1, page.path("missed_messages").size());
        assertTrue(page.path("hasMore").asBoolean());
    }

    private String say(String content) {
        return bob.says("message:send", "{" + ROOM + ",'content':'" + content + "'}")
                .path("id")
                .asText();
    }

    private void edit(String messageId, String content) {
        bob.says("message:update", "{" + ROOM + ",'messageId':'" + messageId + "','content':'" + content + "'}");
    }

    private void react(String messageId, boolean add) {
        bob.says(
                "message:react",
                "{" + ROOM + ",'messageId':'" + messageId + "','emoji':'+1','action':'" + (add ? "add" : "remove")
                        + "'}");
    }

    private JsonNode rejoin(String last) {
        ann.forgets();
        ann.says("conversation:rejoin", "{" + ROOM + ",'lastMessageId':'" + last + "'}");
        var page = ann.heardOnce("conversation:rejoined");
        ann.forgets();
        return page;
    }

    private static List<String> numbers(String prefix) {
        return IntStream.rangeClosed(1, 10).mapToObj(i -> prefix + i).toList();
    }
}
