package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;

/// What was answered with success is in the database, at the position that the answer names.
final class AcknowledgedIsStored extends Rule {
    AcknowledgedIsStored(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        if (!(line instanceof Line.Ok ok)) {
            return;
        }
        var asked = truth.asked(ok.call());
        if (asked == null || asked.room() == null) {
            return;
        }
        switch (asked.event()) {
            case "message:send", "message:send_queued" -> {
                for (var sending : Sending.of(truth, asked)) {
                    if (Outcome.of(ok, sending) instanceof Outcome.Kept(var answer)) {
                        message(asked, sending.request(), answer, ok.number());
                    }
                }
            }
            case "message:stream_end" -> message(asked, asked.request(), ok.answer(), ok.number());
            case Durable.UPDATE, Durable.DELETE, "message:react", "message:read" ->
                change(asked, Lines.text(asked.request(), "messageId"), ok);
            case "conversation:mark_read" -> change(asked, "", ok);
            default -> {}
        }
    }

    private void message(Line.Invoke asked, JsonNode request, JsonNode answer, int line) {
        var log = truth.log(room(asked));
        var id = answer.path("id").asText();
        var kept = log.message(id);
        if (kept == null) {
            fault(where(asked), id, "was acknowledged and is not in the table", asked.number(), line, log.line());
            return;
        }
        var data = kept.data();
        boolean same = kept.seq() == answer.path("seq").asLong()
                && data.path("createdAt").equals(answer.path("timestamp"))
                && data.path("optimisticId").equals(answer.path("optimisticId"))
                && kept.by().equals(principal(asked));
        check(same, where(asked), id, "the answer says otherwise than the table", asked.number(), line, log.line());
        if (kept.untouched() && request.hasNonNull("content")) {
            check(
                    data.path("content").equals(request.path("content")),
                    where(asked),
                    id,
                    "the table has other content than was acknowledged",
                    asked.number(),
                    line,
                    log.line());
        }
    }

    private void change(Line.Invoke asked, String messageId, Line.Ok ok) {
        if (!ok.answer().hasNonNull("seq")) {
            return; // everything was so already
        }
        var log = truth.log(room(asked));
        long seq = Durable.seq(ok.answer());
        var kept = log.at(seq);
        check(
                kept != null
                        && !kept.isMessage()
                        && kept.id().equals(messageId)
                        && kept.by().equals(principal(asked)),
                where(asked),
                seq,
                "the change was acknowledged and is not in the table",
                asked.number(),
                ok.number(),
                log.line());
    }

    private String principal(Line.Invoke asked) {
        return truth.client(asked.call().client()).principal();
    }

    private static String room(Line.Invoke asked) {
        var room = asked.room();
        return room == null ? "" : room;
    }

    private static String where(Line.Invoke asked) {
        return room(asked) + " " + asked.call().client();
    }
}
