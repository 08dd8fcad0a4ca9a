/// A PostgreSQL of our own, for the development mode.
@NullMarked
package io.rotunda.persistence.local;

import org.jspecify.annotations.NullMarked;
