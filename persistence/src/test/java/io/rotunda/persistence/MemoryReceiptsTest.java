package io.rotunda.persistence;

final class MemoryReceiptsTest extends ReceiptsContract {
    MemoryReceiptsTest() {
        super(new MemoryUnderTest());
    }
}
