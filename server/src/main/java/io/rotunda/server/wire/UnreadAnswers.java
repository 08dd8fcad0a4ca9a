package io.rotunda.server.wire;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// What a connection's client leaves unread of its answers; nothing is kept while it reads. On the connection's loop.
final class UnreadAnswers {
    private @Nullable Backlog backlog;

    /// Something was written.
    void watch(Loop loop, Channel channel) {
        if (backlog == null && Backlog.of(channel) > 0) {
            backlog = new Backlog(loop, () -> Backlog.of(channel), () -> Backlog.cut(channel));
        }
        if (backlog != null) {
            backlog.watch();
        }
    }

    /// Nobody is waited for any more on this loop.
    void forget() {
        if (backlog != null) {
            backlog.forget();
            backlog = null;
        }
    }
}
