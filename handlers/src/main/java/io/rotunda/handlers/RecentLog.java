package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Since;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The end of one room's log, without a gap: what was read of it, and what was committed here since then. Where a
/// position is missing, or shows what is so no longer, everything before it is dropped. Any thread.
final class RecentLog {
    /// Enough for two pages of history and more, and for who was away for some minutes.
    static final int MAX_ENTRIES = 256;

    static final int MAX_BYTES = 256 * 1024;

    /// After so long the log is read again, so that what others did to it shows.
    static final long MAX_AGE_MS = 60_000;

    /// What an empty one weighs.
    private static final int EMPTY_BYTES = 512;

    private static final long UNKNOWN = -1;
    private static final long NEVER = Long.MIN_VALUE;

    /// What all logs weigh together.
    private final AtomicLong weights;

    private final List<LogEntry> entries = new ArrayList<>(0);
    private int weight = EMPTY_BYTES;
    private boolean begun;
    private boolean closed;

    /// The position of the first entry, or of the next one if there is none.
    private long start;

    /// How many messages the room holds; unknown until the log was read.
    private long total = UNKNOWN;

    private long readAt;
    private boolean askedBefore;

    /// When as much was read as is kept; never since something was dropped.
    private long wideAt = NEVER;

    private volatile boolean used = true;

    RecentLog(AtomicLong weights) {
        this.weights = weights;
        weights.addAndGet(EMPTY_BYTES);
    }

    /// Adds what was committed, before anybody is told of it; in the order of positions.
    synchronized void add(LogEntry entry) {
        if (closed) {
            return;
        }
        if (!begun || entry.seq() < start || entry.seq() > end() + 1) {
            restart(entry);
        } else if (entry.seq() == end() + 1) {
            append(entry);
        } else if (!at(entry.seq()).isSame(entry)) {
            restart(entry); // the room was deleted and made again
        } // else a read was ahead of what is told
    }

    /// Joins what was read of the log to what was added meanwhile.
    ///
    /// Does nothing where there is more already, or something between the two is missing.
    synchronized void join(RecentPage read, long now) {
        long readEnd = read.logEnd();
        if (closed || begun && (known(now) && start <= read.from() || readEnd < start - 1)) {
            return;
        }
        var later = begun && end() > readEnd
                ? List.copyOf(entries.subList(Math.toIntExact(readEnd + 1 - start), entries.size()))
                : List.<LogEntry>of();
        clear();
        begun = true;
        start = read.from();
        total = read.total();
        readAt = now;
        read.entries().forEach(this::keep);
        later.forEach(this::append);
    }

    /// Forgets everything, for good.
    synchronized void close() {
        closed = true;
        total = UNKNOWN;
        entries.clear();
        weigh(-weight);
    }

    /// Whether this was asked for something since the last call.
    boolean wasUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    /// Whether the log should be read as far back as is worth keeping: this was asked for more than it has, not for
    /// the first time, and that was not done lately. Whoever is told so does it.
    synchronized boolean worthReading(long now) {
        boolean again = askedBefore;
        askedBefore = true;
        if (!again || wideAt != NEVER && isFresh(wideAt, now)) {
            return false;
        }
        wideAt = now;
        return true;
    }

    /// What lies behind that; null if it is not all here.
    synchronized @Nullable RecentPage since(Since since, long now) {
        used = true;
        if (!known(now)) {
            return null;
        }
        int first = switch (since) {
            case Since.After(var id) -> indexOf(id) + 1;
            case Since.Newest(int count) -> newest(count);
            case Since.Later _ -> 0;
        };
        boolean here = switch (since) {
            case Since.After _ -> first > 0;
            case Since.Newest _ -> first >= 0;
            case Since.Later _ -> false;
        };
        return here ? page(first) : null;
    }

    /// The newest messages, as many as there are, and what lies between them; null if they are not all here.
    synchronized @Nullable RecentPage latest(int messages, long now) {
        used = true;
        int first = known(now) ? newest(messages) : -1;
        return first < 0 ? null : page(first);
    }

    /// The room's last position; null if it is not known.
    synchronized @Nullable Long end(long now) {
        used = true;
        return known(now) ? end() : null;
    }

    /// Whether the message is here; it may be in the room if it is not.
    synchronized boolean contains(MessageId id, long now) {
        return known(now) && indexOf(id) >= 0;
    }

    private RecentPage page(int first) {
        return new RecentPage(List.copyOf(entries.subList(first, entries.size())), start + first, end(), total);
    }

    /// Where the newest `count` messages begin, or the log where it has fewer; -1 if that is not here.
    private int newest(int count) {
        int found = 0;
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).isMessage() && ++found == count) {
                return i;
            }
        }
        return start == 1 ? 0 : -1;
    }

    private int indexOf(MessageId id) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).isMessage(id)) {
                return i;
            }
        }
        return -1;
    }

    private boolean known(long now) {
        return total != UNKNOWN && isFresh(readAt, now);
    }

    private static boolean isFresh(long at, long now) {
        return at <= now && now - at <= MAX_AGE_MS;
    }

    private LogEntry at(long seq) {
        return entries.get(Math.toIntExact(seq - start));
    }

    private long end() {
        return start + entries.size() - 1;
    }

    private void restart(LogEntry entry) {
        clear();
        begun = true;
        start = entry.seq();
        total = UNKNOWN;
        wideAt = NEVER;
        append(entry);
    }

    private void append(LogEntry entry) {
        var altered = entry.alters();
        if (altered != null) {
            dropThroughLast(altered);
        }
        if (total != UNKNOWN && entry.isMessage()) {
            total++;
        }
        keep(entry);
    }

    private void keep(LogEntry entry) {
        entries.add(entry);
        weigh(entry.weight());
        int tooMany = Math.max(0, entries.size() - MAX_ENTRIES);
        for (int excess = weight - EMPTY_BYTES - MAX_BYTES, i = 0; i < entries.size(); i++) {
            if (i >= tooMany && excess <= 0) {
                break;
            }
            excess -= entries.get(i).weight();
            tooMany = Math.max(tooMany, i + 1);
        }
        drop(tooMany);
    }

    /// Up to the last entry that shows the message as it was.
    private void dropThroughLast(MessageId id) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).shows(id)) {
                drop(i + 1);
                wideAt = NEVER;
                return;
            }
        }
    }

    private void drop(int count) {
        if (count > 0) {
            var first = entries.subList(0, count);
            int lost = 0;
            for (var entry : first) {
                lost += entry.weight();
            }
            weigh(-lost);
            first.clear();
            start += count;
        }
    }

    private void clear() {
        drop(entries.size());
    }

    private void weigh(int more) {
        weight += more;
        weights.addAndGet(more);
    }
}
