package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one event: its callback, if the client gave one, and `error` if it failed.
final class Answer {
    static final int MAX_OPTIMISTIC_ID = 128;
    private static final int MAX_ECHOED_NAME = 128;
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    private final Session session;
    private final String event;
    private final Inbound.@Nullable Reply reply;
    private final Refusals refusals;

    /// What the log says the event was: a name that is not of the catalogue could be anything.
    private final String inLog;

    private @Nullable String optimisticId;

    /// @param known whether the event is of the catalogue
    Answer(Session session, String event, Inbound.@Nullable Reply reply, boolean known, Refusals refusals) {
        this.session = session;
        this.refusals = refusals;
        this.event = Texts.cleaned(event, MAX_ECHOED_NAME);
        this.reply = reply;
        this.inLog = known ? event : EventCounts.OTHER;
    }

    /// The sender's own name for what it sent; null if it gave none, or none that it could have.
    ///
    /// @param payload nothing of it need have been checked
    static @Nullable String optimisticId(JsonNode payload) {
        var id = payload.path("optimisticId").textValue();
        return id != null && id.length() <= MAX_OPTIMISTIC_ID && Texts.sound(id) ? id : null;
    }

    String event() {
        return event;
    }

    /// The sender's own name for what it sent, now that it is known.
    void about(@Nullable String sendersId) {
        optimisticId = sendersId;
    }

    void success(Ack.Now ack) {
        if (reply != null) {
            reply.send(ack.json());
        }
        ack.afterwards().run();
    }

    void failure(Failure.Reason reason) {
        var failure = Failure.of(reason, event, optimisticId);
        refused(failure);
        session.send(failure);
    }

    /// @param complain whether the socket hears `error` too
    void tooMany(long retryAfterMs, boolean complain) {
        var failure = new Failure(ErrorCode.RATE_LIMIT_EXCEEDED, "too many events", event, retryAfterMs, null);
        refused(failure);
        if (complain) {
            session.send(failure);
        }
    }

    /// Tells the callback alone.
    void refused(Failure failure) {
        refusals.count(failure.code());
        if (LOG.isDebugEnabled()) {
            LOG.atDebug()
                    .addKeyValue("event", inLog)
                    .addKeyValue("code", failure.code())
                    .addKeyValue("socketId", session.client().id())
                    .addKeyValue("userId", session.principal().userId())
                    .addKeyValue("organizationId", session.principal().organizationId())
                    .log("an event is refused");
        }
        if (reply != null) {
            reply.send(failure.refusal().json());
        }
    }
}
