package io.rotunda.server.emitters;

import io.rotunda.handlers.Backend;
import io.rotunda.server.redis.Redis;
import io.rotunda.server.redis.RedisUrl;
import java.time.Duration;

/// What back ends publish through Redis with the emitters that they have:
///
///     Redis → Listening → Intake → Delivery → RedisEmitter, PythonManager → Instruction → Backend
///     Redis → StreamReader ──────→ Delivery → StreamEntry ────────────────→ Instruction → Backend
///
/// The formats translate, and take nothing at its word; what may be done is decided by [Backend]. Whatever cannot be
/// read or may not be done is counted and dropped.
public final class Emitters implements AutoCloseable {
    /// Stock clients try again after 1 to 5 s, give or take a half.
    private static final Duration COMEBACK = Duration.ofSeconds(8);

    /// Binary parts are written in base64, texts with escapes.
    private static final int MOST_BYTES_OF_ONE = 2;

    private static final int WAITING = 16;

    private final Redis redis;
    private final Drops drops = new Drops();
    private final Delivery delivery;
    private final Listening listening;
    private final StreamReader stream;

    /// @param maxEventBytes what one event may weigh
    public Emitters(RedisUrl url, Backend backend, int maxEventBytes) {
        this(url, backend, maxEventBytes, COMEBACK);
    }

    Emitters(RedisUrl url, Backend backend, int maxEventBytes, Duration comeback) {
        this.redis = new Redis(url);
        this.delivery = new Delivery(backend, drops);
        var codec = new Bounded(MOST_BYTES_OF_ONE * maxEventBytes);
        this.listening = new Listening(redis, codec, delivery, drops, (long) WAITING * maxEventBytes);
        this.stream = new StreamReader(redis, codec, delivery, comeback);
    }

    /// Begins to listen, now or when Redis is there.
    public void start() {
        listening.start();
        stream.start();
    }

    /// Reads nothing more of the stream: who hears it now would hear it alone. What is published is heard until the
    /// end.
    public void leave() {
        stream.leave();
    }

    @Override
    public void close() {
        listening.close();
        stream.close();
        redis.close();
    }

    /// Whether Redis is there.
    public boolean connected() {
        return listening.connected();
    }

    /// How many were carried out.
    public long carriedOut(Source source) {
        return delivery.carriedOut(source);
    }

    /// How many were dropped.
    public long dropped(Reason reason) {
        return drops.sum(reason);
    }

    /// How many wait to be carried out.
    public int waiting() {
        return listening.waiting();
    }

    /// How often entries of the stream may have been trimmed away before they were read.
    public long gaps() {
        return stream.gaps();
    }
}
