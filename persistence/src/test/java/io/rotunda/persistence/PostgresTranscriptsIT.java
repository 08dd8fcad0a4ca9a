package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresTranscriptsIT extends TranscriptsContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresTranscriptsIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
