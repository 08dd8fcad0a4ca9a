/// What back ends publish through Redis with Socket.IO's emitters. Start with `Emitters`.
@NullMarked
package io.rotunda.server.emitters;

import org.jspecify.annotations.NullMarked;
