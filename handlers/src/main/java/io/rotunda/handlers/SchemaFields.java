package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes down what a request asks for, and answers with the smallest value that is right; what may be
/// missing is missing.
final class SchemaFields extends Fields {
    private static final String ID = "id";
    private static final Schema MESSAGE = new Schema.MessageRef();

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private List<List<Field>> alternatives = List.of();

    private SchemaFields() {
        super(ID);
    }

    /// What `read` reads.
    static Shape of(Function<Fields, ?> read) {
        var fields = new SchemaFields();
        Objects.requireNonNull(read.apply(fields), "a request");
        return fields.shape();
    }

    private Shape shape() {
        return new Shape(List.copyOf(fields.values()), alternatives);
    }

    /// Asks for nothing: the field's type is asked for as well.
    @Override
    boolean has(String name) {
        return false;
    }

    @Override
    String id(String name) {
        require(name, new Schema.Id());
        return ID;
    }

    @Override
    @Nullable
    String optionalId(String name) {
        allow(name, new Schema.Id());
        return null;
    }

    @Override
    String text(String name, int min, int max) {
        require(name, new Schema.Text(min, max));
        return "x".repeat(min);
    }

    @Override
    @Nullable
    String optionalText(String name, int min, int max) {
        allow(name, new Schema.Text(min, max));
        return null;
    }

    @Override
    boolean flag(String name) {
        require(name, new Schema.Flag());
        return false;
    }

    @Override
    int integer(String name, int min, int max) {
        require(name, new Schema.Whole(min, max));
        return min;
    }

    @Override
    int integer(String name, int min, int max, int ifMissing) {
        allow(name, new Schema.Whole(min, max));
        return ifMissing;
    }

    @Override
    @Nullable
    Double optionalNumber(String name, double min, double max) {
        allow(name, new Schema.Decimal(min, max));
        return null;
    }

    @Override
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        var constants = type.getEnumConstants();
        require(
                name,
                new Schema.Choice(
                        Arrays.stream(constants).map(PayloadFields::word).toList()));
        return constants[0];
    }

    @Override
    @Nullable
    Instant optionalTime(String name) {
        allow(name, new Schema.Time());
        return null;
    }

    @Override
    MessageId messageId(String name) {
        require(name, MESSAGE);
        return new MessageId(new UUID(0, 0));
    }

    @Override
    @Nullable
    MessageId optionalMessageId(String name) {
        allow(name, MESSAGE);
        return null;
    }

    @Override
    byte[] binary(String name, int maxBytes) {
        require(name, new Schema.Binary(maxBytes));
        return new byte[0];
    }

    @Override
    String ids(String name, int max) {
        allow(name, new Schema.Items(new Schema.Id(), max, Integer.MAX_VALUE));
        return "[]";
    }

    @Override
    @Nullable
    List<String> optionalIds(String name, int max) {
        allow(name, new Schema.Items(new Schema.Id(), max, Integer.MAX_VALUE));
        return null;
    }

    @Override
    String objects(String name, int max, int maxBytes) {
        allow(name, new Schema.Items(new Schema.AnyObject(Integer.MAX_VALUE), max, maxBytes));
        return "[]";
    }

    @Override
    @Nullable
    String optionalObject(String name, int maxBytes) {
        allow(name, new Schema.AnyObject(maxBytes));
        return null;
    }

    @Override
    ObjectNode tree(String name) {
        allow(name, new Schema.AnyObject(Integer.MAX_VALUE));
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    JsonNode value(String name) {
        require(name, new Schema.Anything());
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    @Nullable
    JsonNode optionalValue(String name) {
        allow(name, new Schema.Anything());
        return null;
    }

    @Override
    <T> T object(String name, Function<Fields, T> read) {
        var inside = new SchemaFields();
        var value = read.apply(inside);
        require(name, inside.shape());
        return value;
    }

    @Override
    <T> List<Item<T>> items(String name, int min, int max, Function<Fields, T> read) {
        var inside = new SchemaFields();
        var value = read.apply(inside);
        require(name, new Schema.Batch(inside.shape(), min, max));
        return List.of(new Item<>(value, null, null));
    }

    @Override
    RoomId.Activity activity(String name) {
        require(name, new Schema.RoomName(PayloadFields.ACTIVITY));
        return new RoomId.Activity(ID);
    }

    @Override
    RoomId room(String name, @Nullable String ofOrganization) {
        require(name, new Schema.Text(1, PayloadFields.MAX_ROOM_NAME));
        return new RoomId.Org(ID);
    }

    @Override
    RoomId.Timeline timeline() {
        alternatives = List.of(
                List.of(Field.required("channelId", new Schema.Id())),
                List.of(
                        Field.required("conversationId", new Schema.Id()),
                        Field.required("customerId", new Schema.Id())));
        return new RoomId.Channel(ID, ID);
    }

    private void require(String name, Schema schema) {
        note(Field.required(name, schema));
    }

    private void allow(String name, Schema schema) {
        note(Field.optional(name, schema));
    }

    private void note(Field field) {
        if (fields.put(field.name(), field) != null) {
            throw new IllegalStateException(field.name() + " is asked for twice");
        }
    }
}
