/// What is kept, in memory: for tests, and held to the same contracts as what is kept in PostgreSQL. Start with
/// [io.rotunda.persistence.memory.MemoryStores].
@NullMarked
package io.rotunda.persistence.memory;

import org.jspecify.annotations.NullMarked;
