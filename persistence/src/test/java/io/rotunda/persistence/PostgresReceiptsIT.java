package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresReceiptsIT extends ReceiptsContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresReceiptsIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
