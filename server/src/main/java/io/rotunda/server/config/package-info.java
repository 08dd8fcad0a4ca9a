/// What can be set from outside. Start at [Variables], the table; [Settings] is what comes out.
@NullMarked
package io.rotunda.server.config;

import org.jspecify.annotations.NullMarked;
