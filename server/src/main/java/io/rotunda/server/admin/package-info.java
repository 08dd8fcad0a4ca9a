/// What operators see: the namespace `/admin`, as the stock Socket.IO Admin UI knows it.
@NullMarked
package io.rotunda.server.admin;

import org.jspecify.annotations.NullMarked;
