package io.rotunda.handlers;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/// The buffers of parsers and generators: a thread's own where threads stay, as event loops and lanes do; virtual
/// threads are new each time and share theirs.
enum Recyclers implements RecyclerPool<BufferRecycler> {
    INSTANCE;

    private static final RecyclerPool<BufferRecycler> OF_THREAD = JsonRecyclerPools.threadLocalPool();
    private static final RecyclerPool<BufferRecycler> SHARED = JsonRecyclerPools.newConcurrentDequePool();

    @Override
    public BufferRecycler acquireAndLinkPooled() {
        return pool().acquireAndLinkPooled();
    }

    @Override
    public BufferRecycler acquirePooled() {
        return pool().acquirePooled();
    }

    /// Not called for what was linked to its own pool.
    @Override
    public void releasePooled(BufferRecycler recycler) {
        pool().releasePooled(recycler);
    }

    private static RecyclerPool<BufferRecycler> pool() {
        return Thread.currentThread().isVirtual() ? SHARED : OF_THREAD;
    }
}
