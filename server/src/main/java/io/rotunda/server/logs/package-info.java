/// How log lines look and what never stands in them.
@NullMarked
package io.rotunda.server.logs;

import org.jspecify.annotations.NullMarked;
