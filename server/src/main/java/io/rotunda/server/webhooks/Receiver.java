package io.rotunda.server.webhooks;

/// Who is told. Any thread; blocks, for a bounded time.
@FunctionalInterface
interface Receiver {
    Answer tell(byte[] body) throws InterruptedException;
}
