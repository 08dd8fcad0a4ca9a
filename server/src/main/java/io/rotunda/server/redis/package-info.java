/// The connections to Redis.
@NullMarked
package io.rotunda.server.redis;

import org.jspecify.annotations.NullMarked;
