package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.SharedReads;
import io.rotunda.persistence.Since;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `channel:join`: enter a channel and be sent what was said there, so that what follows live neither
/// repeats it nor leaves a gap.
final class ChannelJoin implements Handler<ChannelJoin.Request> {
    private static final int LATEST = 50;

    private final Messages messages;
    private final Recent recent;
    private final SharedReads pages;
    private final InstantSource clock;
    private final int pageBytes;

    ChannelJoin(Messages messages, Recent recent, SharedReads pages, InstantSource clock, int pageBytes) {
        this.messages = messages;
        this.recent = recent;
        this.pages = pages;
        this.clock = clock;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var channel = request.channel();
        var arrival = session.arriveInTurn(channel); // before reading: nothing may fall between the log and live
        var page = page(request);
        arrival.appear(session.principal(), Joined.of(channel, session.principal(), clock.instant()));
        var answer = new Answer(
                channel.channelId(), channel.wireName(), page.replay().logEnd(), arrival.users());
        return Ack.of(answer).then(() -> {
            session.send(page);
            arrival.goLive(page.replay());
        });
    }

    private HistoryPage page(Request request) {
        var page = recent(request);
        return page != null
                ? page
                : pages.read(request, () -> read(request)); // those who come back at once hear the same
    }

    private @Nullable HistoryPage recent(Request request) {
        var channel = request.channel();
        var last = request.lastMessageId();
        if (last == null) {
            return HistoryPage.endingWith(recent.latest(channel, LATEST), channel, LATEST, pageBytes);
        }
        var missed = CatchUp.of(recent.since(channel, new Since.After(last)), pageBytes);
        return missed == null ? null : HistoryPage.of(missed, channel);
    }

    private HistoryPage read(Request request) {
        var channel = request.channel();
        var last = request.lastMessageId();
        return last == null
                ? HistoryPage.endingWith(messages.latest(channel, LATEST), channel, pageBytes)
                : HistoryPage.of(CatchUp.read(messages, channel, new Since.After(last), pageBytes), channel);
    }

    /// @param lastMessageId the last message that the client has; null if it has none
    record Request(RoomId.Channel channel, @Nullable MessageId lastMessageId) {
        static Request read(Fields fields) {
            return new Request(fields.channel(), fields.optionalMessageId("lastMessageId"));
        }
    }

    /// @param seq everything after this position comes live, once the last page was sent
    record Answer(String channelId, String room, long seq, int members) implements Payload {}

    /// What the others hear.
    record Joined(String channelId, String userId, String userName, User user, Instant timestamp) implements Outgoing {
        static Joined of(RoomId.Channel channel, Principal who, Instant now) {
            var user = new User(who.userId(), who.userName());
            return new Joined(channel.channelId(), who.userId(), who.userName(), user, now);
        }

        @Override
        public String eventName() {
            return "channel:join";
        }
    }

    record User(String id, String name) {}
}
