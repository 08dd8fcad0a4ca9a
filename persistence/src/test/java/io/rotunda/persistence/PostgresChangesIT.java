package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresChangesIT extends ChangesContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresChangesIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
