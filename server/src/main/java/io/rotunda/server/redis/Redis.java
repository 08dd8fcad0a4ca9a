package io.rotunda.server.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.rotunda.handlers.Faults;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A Redis, or a cluster of them. What is asked while it is away fails at once, and nothing piles up; connections that
/// were made once come back by themselves, with what they had subscribed to.
public final class Redis implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_RECONNECT_DELAY = Duration.ofSeconds(1);

    /// Nobody here asks for much at a time.
    private static final int MAX_WAITING_COMMANDS = 1_000;

    /// A connection that is just being made has a buffer, which it gives back only while its event loop still runs.
    private static final Duration QUIET = Duration.ofMillis(100);

    private final ClientResources resources;
    private final AbstractRedisClient client;

    public Redis(RedisUrl url) {
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(Delay.exponential(Duration.ofMillis(10), MAX_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
                .build();
        if (url.cluster()) {
            var cluster = RedisClusterClient.create(resources, url.nodes());
            cluster.setOptions(ClusterClientOptions.builder(options()).build());
            client = cluster;
        } else {
            var single = RedisClient.create(resources, url.nodes().getFirst());
            single.setOptions(options());
            client = single;
        }
    }

    private static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_WAITING_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build();
    }

    /// A connection to listen on. Blocks.
    ///
    /// @throws RedisException if there is none to be had now
    public <V> StatefulRedisPubSubConnection<String, V> listen(RedisCodec<String, V> codec) {
        return switch (client) {
            case RedisClusterClient cluster -> cluster.connectPubSub(codec);
            case RedisClient single -> single.connectPubSub(codec);
            default -> throw new IllegalStateException("no such client");
        };
    }

    /// A connection to ask on. Blocks.
    ///
    /// @throws RedisException if there is none to be had now
    public <V> Asking<V> ask(RedisCodec<String, V> codec) {
        return switch (client) {
            case RedisClusterClient cluster -> {
                var connection = cluster.connect(codec);
                yield new Asking<>(connection, connection.sync());
            }
            case RedisClient single -> {
                var connection = single.connect(codec);
                yield new Asking<>(connection, connection.sync());
            }
            default -> throw new IllegalStateException("no such client");
        };
    }

    /// Why it did not do what it was asked, in words that quote nothing.
    public static String reason(Throwable failure) {
        if (!(failure instanceof RedisException)) {
            return "a fault of ours (" + Faults.inShort(failure) + ")";
        }
        return failure instanceof RedisCommandExecutionException
                        || failure.getCause() instanceof RedisCommandExecutionException
                ? "Redis refused it, as it does where a right is missing"
                : "Redis is away (" + failure.getClass().getSimpleName() + ")";
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(QUIET.toMillis(), 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /// A connection, and what can be asked on it.
    public record Asking<V>(StatefulConnection<String, V> connection, RedisClusterCommands<String, V> commands)
            implements AutoCloseable {
        @Override
        public void close() {
            connection.close();
        }
    }
}
