package io.rotunda.handlers;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.Notice;
import io.rotunda.persistence.Notice.About;
import io.rotunda.rooms.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notice as the receiver of webhooks is told of it: what it is about as its room heard it, in an envelope that says
/// whose it is.
public final class NoticeJson {
    private static final int ENVELOPE = 320;

    private NoticeJson() {}

    /// One JSON object in UTF-8; null if there is nothing to tell.
    public static byte @Nullable [] of(Notice notice) {
        return switch (notice.about()) {
            case About.Sent(var message) -> sent(notice, message);
            case About.Amended(var changed) -> amended(notice, changed);
            case About.Transient(var room, var event, var payload) -> write(notice, event, room, null, payload);
            case About.Gap gap ->
                write(
                        notice,
                        "webhook:gap",
                        gap.room(),
                        null,
                        text(Gap.of(gap, notice.at()).json()));
            case About.Nothing() -> null;
        };
    }

    private static byte[] sent(Notice notice, Message message) {
        var room = message.draft().room();
        return write(notice, "message:new", room, message.seq(), text(MessageJson.announced(message)));
    }

    private static byte[] amended(Notice notice, Changed changed) {
        var event = ChangeEvents.of(changed);
        return write(notice, event.eventName(), changed.room(), changed.seq(), text(event.json()));
    }

    private static byte[] write(Notice notice, String type, @Nullable RoomId room, @Nullable Long seq, String data) {
        boolean customers = room instanceof RoomId.Conversation || room instanceof RoomId.Activity;
        var tenant = room == null ? null : room.tenant();
        var json = new JsonWriter(ENVELOPE + data.length()).open('{');
        json.name("id").text("evt_" + notice.id());
        json.name("type").text(type);
        json.name("organizationId").text(customers ? null : tenant);
        json.name("customerId").text(customers ? tenant : null);
        json.name("room").text(room == null ? null : room.wireName());
        json.name("seq").raw(String.valueOf(seq));
        json.name("timestamp").time(notice.at());
        json.name("data").raw(data);
        return json.close('}').bytes();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /// What was not told.
    ///
    /// @param fromSeq the first position of the room that was not told of, null where there is none
    /// @param lost how many events, whether or not they have a position
    record Gap(@Nullable Long fromSeq, @Nullable Long toSeq, long lost, Instant since, Instant until)
            implements Payload {
        private static Gap of(About.Gap gap, Instant until) {
            return new Gap(gap.fromSeq(), gap.toSeq(), gap.lost(), gap.since(), until);
        }
    }
}
