package io.rotunda.persistence;

final class MemoryMessagesTest extends MessagesContract {
    MemoryMessagesTest() {
        super(new MemoryUnderTest());
    }
}
