package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresNamesakesIT extends NamesakesContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresNamesakesIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
