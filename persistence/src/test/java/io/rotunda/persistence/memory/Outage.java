package io.rotunda.persistence.memory;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Waiting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What keeps the stores from answering.
final class Outage {
    private volatile boolean away;
    private volatile @Nullable RuntimeException fault;

    void away(boolean nowAway) {
        away = nowAway;
    }

    void broken(@Nullable RuntimeException nowFault) {
        fault = nowFault;
    }

    /// Returns if the stores can be asked, which is waited for.
    void reach() {
        Waiting.check();
        accept();
    }

    /// Returns if something can be put in line, which nobody waits for.
    void accept() {
        var nowFault = fault;
        if (nowFault != null) {
            throw nowFault;
        }
        if (away) {
            throw new Unavailable("away", Duration.ofMillis(700));
        }
    }
}
