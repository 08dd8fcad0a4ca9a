package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresMissedIT extends MissedContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresMissedIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
