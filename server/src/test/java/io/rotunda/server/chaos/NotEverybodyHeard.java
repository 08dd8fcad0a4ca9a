package io.rotunda.server.chaos;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

/// In the end somebody lacks the last word of a room. The history is whole, and says what is wrong.
final class NotEverybodyHeard extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param behind the names of the clients
    NotEverybodyHeard(List<String> behind) {
        super("not everybody heard the last word: " + behind);
    }
}
