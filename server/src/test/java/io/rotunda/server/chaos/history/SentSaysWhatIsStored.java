package io.rotunda.server.chaos.history;

/// `message:sent` reaches the sender alone, and names the message as it is stored.
final class SentSaysWhatIsStored extends Rule {
    SentSaysWhatIsStored(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        if (line instanceof Line.Deliver heard && heard.event().equals("message:sent") && heard.room() != null) {
            compare(heard, heard.room());
        }
    }

    private void compare(Line.Deliver heard, String room) {
        var payload = heard.payload();
        var client = truth.client(heard.client());
        var id = payload.path("id").asText();
        var stored = truth.log(room).message(id);
        boolean same = stored != null
                && stored.seq() == payload.path("seq").asLong()
                && stored.data().path("createdAt").equals(payload.path("timestamp"))
                && stored.data().path("optimisticId").equals(payload.path("optimisticId"))
                && stored.by().equals(client.principal());
        check(same, client.name(), id, "was told to be sent and is not stored like this", heard.number());
    }
}
