package io.rotunda.server.emitters;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.rotunda.rooms.Teller;
import io.rotunda.server.redis.Redis;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what is published on the channels of emitters. What is published while Redis or the connection is away, nobody
/// hears.
final class Listening extends RedisPubSubAdapter<String, byte[]> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final int AT_ONCE = 256;
    private static final long RETRY_MS = 1_000;

    private final Redis redis;
    private final Bounded codec;
    private final Delivery delivery;
    private final Drops drops;
    private final Intake intake;
    private final Thread connecting =
            Thread.ofVirtual().name("emitters-connect").unstarted(this::connect);
    private final Teller passingOn = new Teller("emitters", this::passOn);
    private volatile boolean closed;
    private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

    Listening(Redis redis, Bounded codec, Delivery delivery, Drops drops, long maxWaitingBytes) {
        this.redis = redis;
        this.codec = codec;
        this.delivery = delivery;
        this.drops = drops;
        this.intake = new Intake(maxWaitingBytes, drops);
    }

    void start() {
        passingOn.start();
        connecting.start();
    }

    /// Whether it hears anything now.
    boolean connected() {
        var current = connection;
        return current != null && current.isOpen();
    }

    int waiting() {
        return intake.size();
    }

    @Override
    public void close() {
        closed = true;
        intake.close();
        connecting.interrupt();
        passingOn.interrupt();
    }

    // On a thread of Lettuce: nothing here may wait.

    @Override
    public void message(String channel, byte[] body) {
        offer(Source.PYTHON, channel, body);
    }

    @Override
    public void message(String pattern, String channel, byte[] body) {
        offer(channel.startsWith(RedisEmitter.REQUESTS) ? Source.REQUEST : Source.EVENT, channel, body);
    }

    private void offer(Source source, String channel, byte[] body) {
        if (Bounded.tooLarge(body)) {
            drops.count(source, Reason.TOO_LARGE);
        } else {
            intake.offer(new Intake.Message(source, channel, body));
        }
    }

    /// Only the first connection has to be asked for again and again: then it comes back by itself.
    private void connect() {
        try {
            while (!closed) {
                try {
                    connection = subscribed(redis.listen(codec));
                    LOG.info("emitters are heard");
                    return;
                } catch (RuntimeException | Error unheard) { // whatever it is, nobody else would try again
                    if (!closed) {
                        LOG.warn("emitters are not heard: {}", Redis.reason(unheard));
                    }
                }
                Thread.sleep(RETRY_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Not kept, it would go on hearing what it had subscribed to, beside the one that is made next.
    private StatefulRedisPubSubConnection<String, byte[]> subscribed(
            StatefulRedisPubSubConnection<String, byte[]> made) {
        boolean kept = false;
        try {
            made.addListener(this);
            made.sync().psubscribe(RedisEmitter.EVENTS + "*", RedisEmitter.REQUESTS + "*");
            made.sync().subscribe(PythonManager.CHANNEL);
            kept = true;
            return made;
        } finally {
            if (!kept) {
                made.close();
            }
        }
    }

    private void passOn() {
        try {
            while (!closed) {
                try {
                    delivery.inARow(intake.take(AT_ONCE), this::passOn, () -> closed);
                } catch (RuntimeException | Error fault) { // nobody else would take what comes next
                    drops.fault("any", fault);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void passOn(Intake.Message message) {
        delivery.carryOut(message.source(), () -> read(message));
    }

    static Instruction read(Intake.Message message) throws Dropped {
        return switch (message.source()) {
            case EVENT -> RedisEmitter.event(message.channel(), message.body());
            case REQUEST -> RedisEmitter.request(message.channel(), message.body());
            case PYTHON -> PythonManager.read(message.body());
            case STREAM -> throw new IllegalArgumentException("entries of the stream are read, not heard");
        };
    }
}
