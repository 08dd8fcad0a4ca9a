package io.rotunda.handlers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test in which an actor hears these events. It fails if none does, so that what the contract says of an event
/// is always checked against a real one: [CatalogueTest] wants one such test for each event of the server.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Hearing.class)
@interface Hears {
    String[] value();
}
