package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One HTTP connection: collects requests up to the limit, hands them on one at a time, keeps the
/// answers in the order of the requests. Leaves the pipeline when the connection becomes a WebSocket.
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private final EngineEndpoint endpoint;
    private final int maxBody;

    /// The next request did not arrive in time.
    private final Deadline deadline = new Deadline() {
        @Override
        void due(Deadlines queue) {
            if (context != null) {
                context.close();
            }
        }
    };

    /// What was read while a request is being answered. Bounded: reading stops, what was read is at most one buffer.
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(0);

    private @Nullable ChannelHandlerContext context;
    private Loop loop;

    /// Of the request that is read.
    private @Nullable RequestBody body;

    /// The request that is being answered.
    private @Nullable HttpExchange exchange;

    private final UnreadAnswers unread = new UnreadAnswers();
    private boolean closing;

    HttpConnection(EngineEndpoint endpoint, Loop loop, int maxBody) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.maxBody = maxBody;
    }

    Channel channel() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context.channel();
    }

    Loop loop() {
        return loop;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        loop.requests.restart(deadline);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forgetRequest();
        unread.forget();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (closing) {
            ReferenceCountUtil.release(msg);
        } else if (body != null && body.comes()) {
            read(ctx, msg);
        } else if (exchange != null || !ctx.channel().isWritable()) {
            waiting.add(msg);
            ctx.channel().config().setAutoRead(false);
        } else {
            read(ctx, msg);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        deadline.cancelDeadline();
        if (body != null && body.comes()) {
            body.forget();
        }
        if (exchange != null) {
            exchange.disconnected();
        }
    }

    /// Who does not take the answers is not asked for the next request: pipelined requests would fill the memory.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable() && exchange == null && !closing) {
            goOn();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Breakage.report(cause);
        ctx.close();
    }

    /// Sends the answer of the request in hand, and goes on to the next one.
    void answer(HttpExchange answered, ByteBuf response, boolean keepAlive) {
        if (channel().eventLoop().inEventLoop()) {
            answerNow(answered, response, keepAlive);
        } else {
            loop.execute(() -> answerNow(answered, response, keepAlive));
        }
    }

    /// Moves this connection, and the request in hand, to the loop that its session lives on: from then on
    /// neither polls nor messages change threads. `then` runs there.
    void moveTo(Loop target, Runnable then) {
        if (target == loop) {
            then.run();
            return;
        }
        deadline.cancelDeadline();
        unread.forget();
        var channel = channel();
        channel.deregister().addListener(_ -> {
            loop = target;
            // Whether it could be registered or was closed meanwhile: what it sent has come, and the session
            // must hear of a poll that was lost.
            target.executor.register(channel).addListener(_ -> target.execute(then));
        });
    }

    /// The connection is a WebSocket from here on; what is read goes to `frames`.
    ///
    /// @throws IllegalStateException if another handler is there: what is told goes past it, as it is
    void becomeWebSocket(WebSocketFrames frames) {
        closing = true;
        exchange = null;
        var channel = channel();
        var pipeline = channel.pipeline();
        pipeline.addLast(frames);
        pipeline.remove(this);
        pipeline.remove(Wire.HTTP_DECODER); // hands on what it had read beyond the request
        if (pipeline.first() != frames || pipeline.last() != frames) {
            channel.close();
            throw new IllegalStateException("a WebSocket is written to past its pipeline, but " + pipeline.names());
        }
        channel.config().setAutoRead(true);
    }

    private void answerNow(HttpExchange answered, ByteBuf response, boolean keepAlive) {
        if (exchange != answered) {
            response.release();
            return;
        }
        exchange = null;
        var channel = channel();
        if (body != null) {
            closing = true;
            forgetRequest();
            channel.config().setAutoRead(true); // what still comes of the body is dropped
            channel.writeAndFlush(response).addListener(LingeringClose.WHEN_SENT);
            return;
        }
        if (!keepAlive || closing) {
            closing = true;
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            unread.watch(loop, channel);
            return;
        }
        channel.writeAndFlush(response, channel.voidPromise());
        unread.watch(loop, channel);
        loop.requests.restart(deadline);
        goOn();
    }

    /// Takes up what was read meanwhile.
    private void goOn() {
        while (reading() && !waiting.isEmpty() && context != null) {
            read(context, waiting.poll());
        }
        if (reading()) {
            channel().config().setAutoRead(true);
        }
    }

    private boolean reading() {
        return !closing && (exchange == null && channel().isWritable() || body != null && body.comes());
    }

    private void read(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof RequestDecoder.Repeated poll) {
            deadline.cancelDeadline();
            var exchanged = exchange(HttpMethod.GET, poll.uri(), poll.head());
            if (exchanged != null) {
                dispatch(exchanged);
            }
            return;
        }
        try {
            if (msg instanceof HttpObject part && part.decoderResult().isFailure()) {
                refuse(HttpFault.badRequest(
                        RequestDecoder.status(part.decoderResult().cause())));
                return;
            }
            if (msg instanceof HttpRequest begun) {
                begin(ctx, begun);
            }
            if (msg instanceof HttpContent content && body != null) {
                take(content, body);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        var begun = exchange(head.method(), head.uri(), new RequestHead(head));
        if (begun == null) {
            return;
        }
        var reception = begun.announcesBody() ? endpoint.receive(begun) : Reception.USUAL;
        var fault = RequestBody.refusal(reception, head, maxBody);
        if (fault != null) {
            refuse(fault);
            return;
        }
        if (reception instanceof Reception.AsItComes) {
            deadline.cancelDeadline();
        }
        body = new RequestBody(begun, reception, loop, ctx.channel(), maxBody);
        if (HttpUtil.is100ContinueExpected(head)) {
            body.askFor();
        }
        if (body.comes()) {
            dispatch(begun);
        }
    }

    private void take(HttpContent content, RequestBody into) {
        var fault = into.take(content);
        if (fault != null) {
            refuse(fault);
        } else if (content instanceof LastHttpContent) {
            body = null;
            deadline.cancelDeadline();
            if (!into.comes()) {
                dispatch(into.request());
            }
        }
    }

    private void forgetRequest() {
        deadline.cancelDeadline();
        if (body != null) {
            body.forget();
            body = null;
        }
    }

    /// Null if it was refused: the address has broken escapes.
    private @Nullable HttpExchange exchange(HttpMethod method, String uri, RequestHead head) {
        try {
            return new HttpExchange(this, method, new Target(uri), head);
        } catch (IllegalArgumentException _) {
            refuse(endpoint.unreadable(uri));
            return null;
        }
    }

    private void dispatch(HttpExchange begun) {
        exchange = begun;
        endpoint.handle(begun);
    }

    /// Answers what is not handled, and closes: what follows on this connection cannot be trusted.
    private void refuse(HttpFault fault) {
        closing = true;
        exchange = null;
        forgetRequest();
        var channel = channel();
        channel.config().setAutoRead(true); // what still comes is dropped: unread, it would make the close a reset
        channel.writeAndFlush(fault.response(channel.alloc())).addListener(LingeringClose.WHEN_SENT);
    }
}
