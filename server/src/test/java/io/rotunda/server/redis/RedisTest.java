package io.rotunda.server.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import org.junit.jupiter.api.Test;

/// What is said of a failure in the log.
class RedisTest {
    @Test
    void whatRedisDidIsToldFromWhatWeDid() {
        assertEquals("Redis is away (RedisConnectionException)", Redis.reason(new RedisConnectionException("hunter2")));
        var refused = "Redis refused it, as it does where a right is missing";
        assertEquals(refused, Redis.reason(new RedisCommandExecutionException("hunter2")));
        assertEquals(refused, Redis.reason(new RedisException(new RedisCommandExecutionException("hunter2"))));
    }

    @Test
    void aFaultOfOursIsSaidToBeOneAndWhereItIs() {
        var said = Redis.reason(new IllegalStateException("hunter2"));
        assertTrue(said.startsWith("a fault of ours (java.lang.IllegalStateException at "), said);
        assertTrue(said.contains("RedisTest.aFaultOfOurs"), said);
        assertFalse(said.contains("hunter2"), said);
    }
}
