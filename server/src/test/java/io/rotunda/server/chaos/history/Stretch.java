package io.rotunda.server.chaos.history;

/// The positions that a page covers.
///
/// @param from the first
/// @param through the last; `from - 1` if there are none
record Stretch(long from, long through) {

    /// @param logEnd the room's last position when it was read
    static Stretch of(Line.Replay replay, RoomLog log, long logEnd) {
        var messages = replay.messages();
        var after = replay.after();
        long from;
        boolean cut = replay.hasMore() && !messages.isEmpty();
        if (after == null) {
            from = messages.isEmpty() ? 1 : Durable.seq(messages.getFirst());
            // A channel's page ends with the newest, and lacks older ones.
            cut &= !RoomName.isChannel(replay.room());
        } else {
            var mark = log.message(after);
            from = mark == null ? 1 : mark.seq() + 1;
        }
        return new Stretch(from, cut ? Durable.seq(messages.getLast()) : logEnd);
    }

    /// Where the log ended at least, if the answer that says so was lost. A page that is not the plain one of a channel
    /// holds every position up to there.
    static long leastLogEnd(Line.Replay replay, RoomLog log) {
        var after = replay.after();
        var mark = after == null ? null : log.message(after);
        long end = mark == null ? 0 : mark.seq();
        for (var message : replay.messages()) {
            end = Math.max(end, Durable.seq(message));
        }
        for (var event : replay.events()) {
            end = Math.max(end, Durable.seq(event.path("data")));
        }
        return end;
    }

    boolean isEmpty() {
        return from > through;
    }
}
