package io.rotunda.persistence;

final class MemoryChannelsTest extends ChannelsContract {
    MemoryChannelsTest() {
        super(new MemoryUnderTest());
    }
}
