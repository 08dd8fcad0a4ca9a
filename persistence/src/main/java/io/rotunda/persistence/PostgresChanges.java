package io.rotunda.persistence;

import java.util.function.Consumer;

/// Changes in PostgreSQL, committed by [GroupCommit].
final class PostgresChanges implements Changes {
    private final GroupCommit commits;

    PostgresChanges(GroupCommit commits) {
        this.commits = commits;
    }

    @Override
    public Outcome apply(Change change, Consumer<Changed> committed) {
        return commits.submit(new PendingChange(change, committed)).await();
    }
}
