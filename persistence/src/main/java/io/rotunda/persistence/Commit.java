package io.rotunda.persistence;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// For the flight recorder: one batch of a commit lane, from when it was taken until all of it was answered. The
/// thread says which lane it was.
@Name("io.rotunda.Commit")
@Label("Commit")
@Category("Rotunda")
@Description("A batch of messages and changes was committed, or refused, and answered")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class Commit extends Event {
    @Label("Messages and changes")
    private int rows;

    @Label("Rooms")
    private long rooms;

    static Commit begun() {
        var commit = new Commit();
        commit.begin();
        return commit;
    }

    void end(List<Pending<?, ?>> batch) {
        end();
        if (shouldCommit()) {
            rows = batch.size();
            rooms = batch.stream().map(Pending::room).distinct().count();
            commit();
        }
    }
}
