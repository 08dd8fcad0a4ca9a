package io.rotunda.server.webhooks;

import io.rotunda.handlers.NoticeJson;
import io.rotunda.persistence.Notice;
import io.rotunda.persistence.OutboxLease;
import io.rotunda.persistence.Unavailable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a few notices of one line, one after the other: the next one only when the one before was accepted.
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    /// Then other lines have their turn; and no more than these are told twice when the server is killed.
    private static final int MOST = 20;

    private static final String FAULT = "a fault of ours";

    private final OutboxLease lease;
    private final Receiver receiver;
    private final BooleanSupplier enough;
    private final long line;
    private final List<Notice.Place> done = new ArrayList<>();
    private int told;

    /// @param enough whether nothing more is to be told. Any thread
    Turn(OutboxLease lease, Receiver receiver, BooleanSupplier enough, long line) {
        this.lease = lease;
        this.receiver = receiver;
        this.enough = enough;
        this.line = line;
    }

    /// What is to be taken for its end when [#take] came to none, as without memory.
    Ended broken() {
        return ended(Answer.faulty(FAULT), true);
    }

    Ended take() {
        try {
            long after = 0;
            while (done.size() < MOST && !enough.getAsBoolean()) {
                var notice = lease.next(line, after);
                if (notice == null) {
                    return ended(null, false);
                }
                var body = NoticeJson.of(notice);
                if (body != null) {
                    var answer = receiver.tell(body);
                    if (!answer.accepted()) {
                        return ended(answer, true);
                    }
                    told++;
                }
                after = notice.place().position();
                done.add(notice.place());
                if (notice.about() instanceof Notice.About.Gap) {
                    return ended(null, true); // out of the outbox at once: the next gap would take it in
                }
            }
            return ended(null, true);
        } catch (Unavailable e) {
            return new Ended(line, done, told, null, true, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ended(null, true);
        } catch (RuntimeException | Error fault) {
            return ended(faulty(fault), true);
        }
    }

    private Ended ended(@Nullable Answer failure, boolean more) {
        return new Ended(line, done, told, failure, more, null);
    }

    /// What was to be told stays: its line waits, and others go on. Its message may quote it.
    private static Answer faulty(Throwable fault) {
        var id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        var bare = new RuntimeException(fault.getClass().getSimpleName());
        bare.setStackTrace(fault.getStackTrace());
        LOG.error("a webhook could not be made ({})", id, bare);
        return Answer.faulty(FAULT);
    }

    /// How it ended.
    ///
    /// @param done what is to be taken out: what the receiver was told, and what there is nothing to tell of
    /// @param told how many it was told
    /// @param failure why it went no further; null if nothing failed
    /// @param more whether there may be more in the line
    /// @param unavailable why the database could not be asked; null if it could
    record Ended(
            long line,
            List<Notice.Place> done,
            int told,
            @Nullable Answer failure,
            boolean more,
            @Nullable Unavailable unavailable) {}
}
