/// From a token to the principal that it proves. Start at [JwtTokens].
@NullMarked
package io.rotunda.server.auth;

import org.jspecify.annotations.NullMarked;
