package io.rotunda.handlers;

import io.rotunda.persistence.Missed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stretch of a room's log up to its end.
///
/// @param entries every position from `from` to `logEnd`
/// @param total how many messages the room holds
record RecentPage(List<LogEntry> entries, long from, long logEnd, long total) {

    /// What was read, as far as it is worth keeping; null if positions are missing in it.
    static @Nullable RecentPage of(Missed read) {
        if (read.hasMore()
                || read.logEnd() - read.from() + 1
                        != read.messages().size() + read.changes().size()) {
            return null;
        }
        var entries = new ArrayList<LogEntry>();
        read.messages().forEach(message -> entries.add(LogEntry.of(message)));
        read.changes().forEach(changed -> entries.add(LogEntry.of(changed)));
        entries.sort(Comparator.comparingLong(LogEntry::seq));
        int tooMany = Math.max(0, entries.size() - RecentLog.MAX_ENTRIES);
        return new RecentPage(
                entries.subList(tooMany, entries.size()), read.from() + tooMany, read.logEnd(), read.total());
    }

    List<LogEntry> messages() {
        return entries.stream().filter(LogEntry::isMessage).toList();
    }

    List<LogEntry> changes() {
        return entries.stream().filter(entry -> !entry.isMessage()).toList();
    }
}
