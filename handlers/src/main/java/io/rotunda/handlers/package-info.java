/// What each event does.
@NullMarked
package io.rotunda.handlers;

import org.jspecify.annotations.NullMarked;
