/// What is kept in PostgreSQL.
@NullMarked
package io.rotunda.persistence;

import org.jspecify.annotations.NullMarked;
