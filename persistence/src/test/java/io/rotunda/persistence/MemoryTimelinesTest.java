package io.rotunda.persistence;

final class MemoryTimelinesTest extends TimelinesContract {
    MemoryTimelinesTest() {
        super(new MemoryUnderTest());
    }
}
