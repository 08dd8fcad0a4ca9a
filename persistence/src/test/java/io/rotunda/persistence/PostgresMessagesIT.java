package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresMessagesIT extends MessagesContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresMessagesIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
