package io.rotunda.persistence;

import java.util.function.Consumer;

/// What is done to messages after they were sent. Methods block: call them from virtual threads only. All
/// throw [Unavailable] when the database cannot be asked.
public interface Changes {
    /// How many different emoji one message may carry.
    int MAX_EMOJI = 50;

    /// How many versions of a message are kept: what it said first, and the newest. All are erased at once, in one
    /// statement that others wait for.
    int MAX_VERSIONS = 1_000;

    /// Commits a change, then answers. Changes and messages of a room have one order.
    ///
    /// @param committed called once before this returns if the change was committed, and not otherwise; for one
    ///     room in the order of `seq` together with what [Messages#submit] calls, from one thread at a time. Must
    ///     be quick and not block
    /// @throws Unavailable if the change was not made, or it is not known in time whether it was; it may be asked
    ///     for again. If it turns out that it was made, `committed` is called then
    /// @throws Unstorable if the change is one that the database never takes
    Outcome apply(Change change, Consumer<Changed> committed);

    /// What became of a change.
    sealed interface Outcome {

        /// It is made.
        record Committed(Changed changed) implements Outcome {}

        /// Everything is so already: nothing was kept, and no position given. A reaction that is or is not
        /// there, a mark that would move backwards, a message that was deleted before; never an update.
        record Unchanged() implements Outcome {}

        /// The room holds no such message; or it was deleted, and is to be updated or reacted to.
        record NoSuchMessage() implements Outcome {}

        /// The message is somebody else's.
        record NotTheirs() implements Outcome {}

        /// The message carries [Changes#MAX_EMOJI] other emoji.
        record TooManyEmoji() implements Outcome {}
    }
}
