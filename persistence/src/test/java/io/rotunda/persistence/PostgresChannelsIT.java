package io.rotunda.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresChannelsIT extends ChannelsContract {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    PostgresChannelsIT() {
        super(new PostgresUnderTest(DATABASE));
    }
}
