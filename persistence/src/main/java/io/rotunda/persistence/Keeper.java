package io.rotunda.persistence;

import java.sql.SQLException;
import java.util.List;

/// How one kind of thing is kept. [Settlement] decides when, and what happens if it fails: after an
/// exception nothing was answered.
interface Keeper<P extends Pending<?, ?>> {

    Class<P> kind();

    /// What of a batch is committed together, portion after portion. What comes in a later portion was likely
    /// kept by an earlier one: it is looked up first.
    default List<List<P>> portions(List<P> batch) {
        return List.of(batch);
    }

    /// Answers those that are kept already.
    ///
    /// @return the others
    List<P> answerKept(LaneLink.Session session, List<P> open) throws SQLException;

    /// Commits all or nothing, and answers.
    ///
    /// @return those that are to be tried again
    List<P> commit(LaneLink.Session session, List<P> open) throws SQLException;

    /// Tells of those that are kept, although their senders were answered that we do not know.
    void tellKept(LaneLink.Session session, List<P> undecided) throws SQLException;
}
