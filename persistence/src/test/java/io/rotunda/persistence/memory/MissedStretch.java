package io.rotunda.persistence.memory;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Lasting;
import io.rotunda.persistence.Missed;
import io.rotunda.persistence.Remembered;
import io.rotunda.persistence.Since;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Cuts what a client missed out of a log.
final class MissedStretch {
    static final long UNKNOWN = -1;

    private MissedStretch() {}

    /// The first position that was missed, or [#UNKNOWN].
    static long start(Snapshot log, Since since) {
        return switch (since) {
            case Since.After(var id) -> log.index(id) < 0 ? UNKNOWN : log.seq(log.index(id)) + 1;
            case Since.Later(var time) -> later(log, time);
            case Since.Newest(int messages) -> {
                int first = Math.max(0, log.messages().size() - messages);
                yield first < log.messages().size() ? log.seq(first) : log.end() + 1;
            }
        };
    }

    /// Null if too much was missed.
    static @Nullable Missed cut(Snapshot log, long from, int maxMessages, int maxChanges) {
        var messages = log.messages().stream()
                .filter(message -> message.message().seq() >= from)
                .toList();
        var changes =
                log.changes().stream().filter(changed -> changed.seq() >= from).toList();
        if (messages.size() <= maxMessages && changes.size() <= maxChanges) {
            return missed(log, messages, changes, from, log.end());
        }
        int fitting = (int) messages.stream()
                .limit(maxMessages)
                .filter(message -> until(changes, message.message().seq()).size() <= maxChanges)
                .count();
        if (fitting > 0) {
            long through = messages.get(fitting - 1).message().seq();
            return missed(log, messages.subList(0, fitting), until(changes, through), from, through);
        }
        // Not even one message can be reached in full.
        long through =
                messages.isEmpty() ? log.end() : messages.getFirst().message().seq();
        var lasting = Lasting.of(until(changes, through));
        return lasting.size() > maxChanges
                ? null
                : missed(log, messages.subList(0, Math.min(1, messages.size())), lasting, from, through);
    }

    private static Missed missed(
            Snapshot log, List<Remembered> messages, List<Changed> changes, long from, long through) {
        return new Missed(
                messages,
                changes,
                through < log.end(),
                from,
                through,
                log.end(),
                log.messages().size());
    }

    /// One message of that very millisecond is the one that the client saw last; of several, nobody knows which.
    private static long later(Snapshot log, Instant time) {
        var thatMoment = IntStream.range(0, log.messages().size())
                .filter(i -> log.messages().get(i).message().createdAt().equals(time))
                .mapToLong(log::seq)
                .toArray();
        if (thatMoment.length > 0) {
            return thatMoment.length == 1 ? thatMoment[0] + 1 : thatMoment[0];
        }
        var messages = log.messages().stream()
                .filter(message -> message.message().createdAt().isAfter(time))
                .mapToLong(message -> message.message().seq());
        var changes = log.changes().stream()
                .filter(changed -> !changed.at().isBefore(time))
                .mapToLong(Changed::seq);
        return LongStream.concat(messages, changes).min().orElse(log.end() + 1);
    }

    private static List<Changed> until(List<Changed> changes, long through) {
        return changes.stream().takeWhile(changed -> changed.seq() <= through).toList();
    }
}
