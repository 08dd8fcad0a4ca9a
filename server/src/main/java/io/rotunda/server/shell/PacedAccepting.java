package io.rotunda.server.shell;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets in a few connections at a time, and the next ones when everything that was to be done by then is done: each
/// loop and the threads of the handlers were asked, in line behind all other work. When everybody comes at once, those
/// who are inside wait for a few who come in, not for all; the rest waits in the system's queue. Without a crowd nobody
/// waits: the answer is there before the next one comes. In the pipeline of the listening channel, on its loop.
final class PacedAccepting extends ChannelInboundHandlerAdapter {
    /// What those inside may have to wait for: a few milliseconds of work.
    private static final int AT_ONCE = 8;

    private int letIn;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        ctx.fireChannelRead(accepted);
        if (++letIn >= AT_ONCE) {
            letIn = 0;
            pause(ctx.channel(), ((Channel) accepted).eventLoop().parent());
        }
    }

    private static void pause(Channel listening, EventExecutorGroup loops) {
        var outstanding = new AtomicInteger(1);
        Runnable done = () -> {
            if (outstanding.decrementAndGet() == 0) {
                listening.config().setAutoRead(true);
            }
        };
        listening.config().setAutoRead(false);
        for (var loop : loops) {
            outstanding.incrementAndGet();
            try {
                loop.execute(() -> Thread.startVirtualThread(done));
            } catch (RejectedExecutionException _) {
                return; // the server is being closed
            }
        }
        done.run();
    }
}
