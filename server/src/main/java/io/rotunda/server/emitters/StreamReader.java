package io.rotunda.server.emitters;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.rotunda.rooms.Teller;
import io.rotunda.server.redis.Redis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the stream of emitters, from where this node was. The position is kept beside the stream: where one of them is
/// lost, so is the other.
///
/// What is added while the node goes, is away or comes is passed on when its clients had the time to come back.
final class StreamReader implements AutoCloseable {
    static final String STREAM = "socket.io";

    /// What is behind this was passed on.
    static final String POSITION = "rotunda:emitters:position";

    private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);
    private static final Pattern ID = Pattern.compile("\\d{1,20}-\\d{1,20}");
    private static final String BEGINNING = "0-0";

    /// Redis answers with all of them together, each as large as an event may be.
    private static final int AT_ONCE = 8;

    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// What is asked takes a second at most where Redis answers.
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final Redis redis;
    private final Bounded codec;
    private final Delivery delivery;
    private final Duration comeback;
    private final LongAdder gaps = new LongAdder();
    private final CountDownLatch left = new CountDownLatch(1);
    private final Teller reading = new Teller("emitters-stream", this::read);

    /// Known better than Redis does, which may have gone before it was told; null until it was asked.
    private @Nullable String position;

    /// @param comeback how long clients may take to come back after the node did
    StreamReader(Redis redis, Bounded codec, Delivery delivery, Duration comeback) {
        this.redis = redis;
        this.codec = codec;
        this.delivery = delivery;
        this.comeback = comeback;
    }

    void start() {
        reading.start();
    }

    /// How often entries may have been trimmed away before they were read.
    long gaps() {
        return gaps.sum();
    }

    /// Passes on nothing more: what is passed on now is before whatever its clients are told after this.
    void leave() {
        left.countDown();
        awaitPassedOn();
    }

    /// The position of what was passed on is written, if Redis is there.
    @Override
    public void close() {
        left.countDown();
        try {
            reading.join(LAST_WORD);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        reading.interrupt();
    }

    private boolean over() {
        return left.getCount() == 0;
    }

    private void read() {
        try {
            while (!over()) {
                try (var asking = redis.ask(codec)) {
                    follow(asking.commands());
                } catch (RuntimeException | Error away) { // whatever it is, nobody else would try again
                    if (!over()) {
                        LOG.warn("the stream of emitters is not read: {}", Redis.reason(away));
                    }
                }
                pause(RETRY);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void follow(RedisClusterCommands<String, byte[]> commands) throws InterruptedException {
        var at = position == null ? begin(commands) : position;
        boolean behind = true;
        while (!over()) {
            if (behind) {
                noticeGap(commands, at);
            }
            var entries = next(commands, at);
            behind = entries.size() == AT_ONCE;
            if (!entries.isEmpty() && passOn(entries)) {
                at = entries.getLast().getId();
                position = at;
                commands.set(POSITION, at.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @SuppressWarnings("unchecked") // Lettuce takes offsets of any type as varargs
    private static List<StreamMessage<String, byte[]>> next(
            RedisClusterCommands<String, byte[]> commands, String position) {
        return commands.xread(
                XReadArgs.Builder.block(BLOCK).count(AT_ONCE), XReadArgs.StreamOffset.from(STREAM, position));
    }

    /// Whether it is not too late for that.
    private synchronized boolean passOn(List<StreamMessage<String, byte[]>> entries) throws InterruptedException {
        if (over()) {
            return false;
        }
        delivery.inARow(entries, this::passOn, this::over);
        return true;
    }

    private synchronized void awaitPassedOn() {
        // whoever passes something on holds the lock
    }

    private void passOn(StreamMessage<String, byte[]> entry) {
        delivery.carryOut(Source.STREAM, () -> StreamEntry.read(entry.getBody()));
    }

    /// Where this node was, when its clients had the time to come back; the first time the end.
    private String begin(RedisClusterCommands<String, byte[]> commands) throws InterruptedException {
        var value = commands.get(POSITION);
        var kept = value == null ? "" : new String(value, StandardCharsets.US_ASCII);
        if (ID.matcher(kept).matches()) {
            position = kept;
            pause(comeback);
            return kept;
        }
        var last = commands.xrevrange(STREAM, Range.unbounded(), Limit.from(1));
        var end = last.isEmpty() ? BEGINNING : last.getFirst().getId();
        commands.set(POSITION, end.getBytes(StandardCharsets.US_ASCII));
        position = end;
        return end;
    }

    /// A stream is trimmed from its beginning: while the entry that was read last is there, so are all behind it.
    private void noticeGap(RedisClusterCommands<String, byte[]> commands, String position) {
        if (position.equals(BEGINNING)
                || !commands.xrange(STREAM, Range.create(position, position)).isEmpty()) {
            return;
        }
        List<StreamMessage<String, byte[]>> next = commands.xrange(STREAM, Range.create(position, "+"), Limit.from(1));
        if (!next.isEmpty()) {
            gaps.increment();
            LOG.warn("the stream of emitters was trimmed further than it was read: events may be lost");
        }
    }

    private void pause(Duration time) throws InterruptedException {
        if (left.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }
}
