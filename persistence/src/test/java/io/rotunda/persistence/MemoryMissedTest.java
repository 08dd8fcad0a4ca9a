package io.rotunda.persistence;

final class MemoryMissedTest extends MissedContract {
    MemoryMissedTest() {
        super(new MemoryUnderTest());
    }
}
