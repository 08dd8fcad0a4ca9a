package io.rotunda.handlers.schema;

import java.util.List;

/// What a value on the wire may be. No default in a switch over it: a new kind does not compile until every
/// document and every check knows it.
public sealed interface Schema {
    /// A string of `min` to `max` characters, as JavaScript counts them.
    record Text(int min, int max) implements Schema {}

    /// An id of anything: one alphabet for all.
    record Id() implements Schema {}

    /// The id of a message.
    record MessageRef() implements Schema {}

    /// The name of a room: a prefix and an id.
    record RoomName(String prefix) implements Schema {}

    /// ISO 8601 with an offset.
    record Time() implements Schema {}

    record Flag() implements Schema {}

    /// Always the same.
    record Always(boolean value) implements Schema {}

    record Whole(long min, long max) implements Schema {}

    record Decimal(double min, double max) implements Schema {}

    record Choice(List<String> words) implements Schema {
        public Choice {
            words = List.copyOf(words);
        }
    }

    record Binary(int maxBytes) implements Schema {}

    /// An array that is right or wrong as a whole.
    ///
    /// @param maxBytes of all of it, as JSON
    record Items(Schema element, int max, int maxBytes) implements Schema {}

    /// An array whose elements stand or fall one by one.
    record Batch(Shape element, int min, int max) implements Schema {}

    /// An object with any fields.
    ///
    /// @param maxBytes as JSON
    record AnyObject(int maxBytes) implements Schema {}

    /// Any value.
    record Anything() implements Schema {}

    /// One of several objects.
    record Union(List<Shape> shapes) implements Schema {
        public Union {
            shapes = List.copyOf(shapes);
        }
    }

    /// An object.
    ///
    /// @param alternatives beside the fields, those of exactly one of these lists; empty if there is no choice
    record Shape(List<Field> fields, List<List<Field>> alternatives) implements Schema {
        public static final Shape EMPTY = new Shape(List.of());

        public Shape {
            fields = List.copyOf(fields);
            alternatives = alternatives.stream().map(List::copyOf).toList();
        }

        public Shape(List<Field> fields) {
            this(fields, List.of());
        }

        public boolean isEmpty() {
            return fields.isEmpty() && alternatives.isEmpty();
        }
    }

    /// One field of an object.
    ///
    /// @param required whether it is always there
    /// @param nullable whether it may be null
    record Field(String name, Schema schema, boolean required, boolean nullable) {
        public static Field required(String name, Schema schema) {
            return new Field(name, schema, true, false);
        }

        /// For what clients send: null counts as missing.
        public static Field optional(String name, Schema schema) {
            return new Field(name, schema, false, true);
        }
    }
}
