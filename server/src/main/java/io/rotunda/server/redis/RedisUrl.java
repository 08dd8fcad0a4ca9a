package io.rotunda.server.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;

/// Where Redis is, and as whom to connect. Its text never shows the password.
///
/// Understands what Lettuce does: `redis://user:password@host:6379/0`, `rediss://…` for TLS, several hosts with commas
/// between them for a cluster, and `redis-sentinel://host:26379,host:26379/0#master`.
public final class RedisUrl {
    private final List<RedisURI> nodes;

    private RedisUrl(List<RedisURI> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException if `text` is no such URL; the message does not quote it
    public static RedisUrl parse(String text) {
        try {
            var uri = URI.create(text);
            var authority = uri.getRawAuthority();
            var scheme = String.valueOf(uri.getScheme());
            return switch (scheme) {
                case "redis", "rediss" -> {
                    boolean cluster = authority.indexOf(',', authority.lastIndexOf('@')) >= 0;
                    yield new RedisUrl(cluster ? RedisClusterURIUtil.toRedisURIs(uri) : List.of(RedisURI.create(text)));
                }
                case "redis-sentinel", "rediss-sentinel" -> new RedisUrl(List.of(RedisURI.create(text)));
                default -> throw unreadable();
            };
        } catch (RuntimeException _) { // Lettuce's messages quote what they were given
            throw unreadable();
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("not a Redis URL such as redis://user:password@host:6379/0");
    }

    /// One, unless it is a cluster.
    List<RedisURI> nodes() {
        return nodes;
    }

    boolean cluster() {
        return nodes.size() > 1;
    }

    @Override
    public String toString() {
        return "Redis at " + nodes.size() + " addresses";
    }
}
