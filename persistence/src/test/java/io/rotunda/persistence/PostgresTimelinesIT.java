package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresTimelinesIT extends TimelinesContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresTimelinesIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
