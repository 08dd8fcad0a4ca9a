package io.rotunda.persistence;

final class MemoryChangesTest extends ChangesContract {
    MemoryChangesTest() {
        super(new MemoryUnderTest());
    }
}
