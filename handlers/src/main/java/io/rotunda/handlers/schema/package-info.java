/// What events hold, as data, and the documents that are written from it. Knows no event.
@NullMarked
package io.rotunda.handlers.schema;

import org.jspecify.annotations.NullMarked;
