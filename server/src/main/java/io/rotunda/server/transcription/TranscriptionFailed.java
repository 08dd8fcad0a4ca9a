package io.rotunda.server.transcription;

import java.io.IOException;
import java.io.Serial;

/// The transcriber gave no words. The message is for the log: it quotes nothing that was said or sent.
final class TranscriptionFailed extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean outage;

    /// @param outage whether other audio would have fared no better
    TranscriptionFailed(String message, boolean outage) {
        super(message);
        this.outage = outage;
    }

    boolean outage() {
        return outage;
    }
}
