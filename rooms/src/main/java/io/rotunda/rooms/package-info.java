/// Rooms, who is in them, and the order in which their members are told.
@NullMarked
package io.rotunda.rooms;

import org.jspecify.annotations.NullMarked;
