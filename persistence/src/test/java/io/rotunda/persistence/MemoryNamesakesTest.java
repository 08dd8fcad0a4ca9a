package io.rotunda.persistence;

final class MemoryNamesakesTest extends NamesakesContract {
    MemoryNamesakesTest() {
        super(new MemoryUnderTest());
    }
}
