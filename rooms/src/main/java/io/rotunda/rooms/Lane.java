package io.rotunda.rooms;

/// The one thread at a time that a group of connections belongs to: an event loop.
/// Tasks run in the order given, and must not block.
public interface Lane {

    /// Small number, unique among the lanes of this process, counted from 0.
    int index();

    /// Runs `task` later on this lane, after everything given before. Any thread may call it. After
    /// the lane was shut down the task is dropped: there is nobody left to tell.
    void execute(Runnable task);

    /// Begins with what it was given, if it has not. A lane that gives way to [Teller] calls this by [Teller#wake].
    default void wake() {}

    /// Runs `task` at the end of this turn, when what clients have sent was read: once, however often it is asked for.
    /// On this lane only; a lane that reads nothing runs it at once.
    default void atEndOfTurn(Runnable task) {
        task.run();
    }

    /// Members on this lane are about to be told something: called once for all of them, on this lane.
    ///
    /// @param since when there was something to tell, on the [Stopwatch]
    default void telling(int since) {}
}
