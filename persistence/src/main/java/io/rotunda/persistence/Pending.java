package io.rotunda.persistence;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A draft on its way, from the thread that brings it to the lane that commits it, and back.
final class Pending implements Messages.Submission {
    private static final Logger LOG = LoggerFactory.getLogger(Pending.class);

    /// What a row weighs beside its texts, roughly.
    private static final int ROW_BYTES = 200;

    private final Draft draft;
    private final Consumer<Message> committed;
    private final int weight;
    private final CompletableFuture<Messages.Appended> answer = new CompletableFuture<>();

    // Touched on the lane's thread only.
    private boolean inDoubt;

    /// @throws Unstorable if PostgreSQL would refuse a text of the draft, and everybody's batch with it
    Pending(Draft draft, Consumer<Message> committed) {
        this.draft = draft;
        this.committed = committed;
        this.weight = ROW_BYTES
                + weigh(draft.userId())
                + weigh(draft.userName())
                + weigh(draft.content())
                + weigh(draft.contentType())
                + weigh(draft.mentions())
                + weigh(draft.attachments())
                + weigh(draft.metadata())
                + weigh(draft.workspaceId())
                + weigh(draft.optimisticId());
    }

    Draft draft() {
        return draft;
    }

    /// Bytes, roughly.
    int weight() {
        return weight;
    }

    /// Waits, on a virtual thread, however often it is interrupted: the message may be kept whatever its
    /// sender does.
    @Override
    public Messages.Appended await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException ours ? ours : e;
        }
    }

    /// An attempt to store this ended without saying whether it succeeded.
    void doubt() {
        inDoubt = true;
    }

    boolean inDoubt() {
        return inDoubt;
    }

    void committed(long seq, Instant createdAt) {
        committed(new Message(draft, seq, createdAt, createdAt));
    }

    void committed(Message message) {
        tell(message);
        answer.complete(new Messages.Appended.Committed(message));
    }

    /// Lets happen what is to follow the commit.
    void tell(Message message) {
        try {
            committed.accept(message);
        } catch (RuntimeException | Error e) {
            // It is kept, and the others of the batch wait behind it.
            Incident.log(LOG, "what was to follow a commit failed", e);
        }
    }

    /// The same user stored `first` under the same `optimisticId` or id before.
    void repeats(Message first) {
        answer.complete(
                draft.sameContent(first.draft())
                        ? new Messages.Appended.Repeated(first)
                        : new Messages.Appended.Conflict());
    }

    void fail(RuntimeException reason) {
        answer.completeExceptionally(reason);
    }

    private static int weigh(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !paired(text, i)) {
                throw new Unstorable("a text has U+0000 or half a surrogate pair");
            }
        }
        return text.length();
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
