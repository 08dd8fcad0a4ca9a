package io.rotunda.handlers.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads from a record what it is on the wire: what Jackson writes of it. Types that it does not know are a
/// fault, so that no document ever says less than what is sent.
public final class RecordShapes {
    private static final Schema TEXT = new Schema.Text(0, Integer.MAX_VALUE);

    private RecordShapes() {}

    /// What is written of a record of this type.
    ///
    /// @throws IllegalArgumentException if a component is of a type that cannot be described
    public static Shape of(Class<? extends Record> type) {
        var fields = new ArrayList<Field>();
        for (var component : type.getRecordComponents()) {
            if (annotation(component, JsonIgnore.class) != null) {
                continue;
            }
            if (annotation(component, JsonUnwrapped.class) != null) {
                fields.addAll(of(component.getType().asSubclass(Record.class)).fields());
            } else {
                fields.add(field(component));
            }
        }
        return new Shape(fields);
    }

    private static Field field(RecordComponent component) {
        var renamed = annotation(component, JsonProperty.class);
        var include = annotation(component, JsonInclude.class);
        boolean leftOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (leftOut && !nullable) {
            throw new IllegalArgumentException(component + " is left out when null, but is never null");
        }
        var schema = annotation(component, JsonRawValue.class) == null
                ? schema(component.getAnnotatedType(), component)
                : new Schema.AnyObject(Integer.MAX_VALUE); // what was checked when it came, kept as its JSON
        var name = renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
        return new Field(name, schema, !leftOut, nullable && !leftOut);
    }

    private static Schema schema(AnnotatedType annotated, RecordComponent component) {
        var type = raw(annotated.getType());
        if (type == String.class) {
            return TEXT;
        } else if (type == boolean.class || type == Boolean.class) {
            return new Schema.Flag();
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return new Schema.Whole(Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            return new Schema.Decimal(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        } else if (type == Instant.class) {
            return new Schema.Time();
        } else if (type.isEnum()) {
            return new Schema.Choice(words(type));
        } else if (type == List.class && annotated instanceof AnnotatedParameterizedType list) {
            var element = schema(list.getAnnotatedActualTypeArguments()[0], component);
            return new Schema.Items(element, Integer.MAX_VALUE, Integer.MAX_VALUE);
        } else if (type == Map.class) {
            return new Schema.AnyObject(Integer.MAX_VALUE);
        } else if (type == Object.class || type == JsonNode.class) {
            return new Schema.Anything();
        } else if (type.isRecord()) {
            return of(type.asSubclass(Record.class));
        } else if (type.isSealed()) {
            return new Schema.Union(Arrays.stream(type.getPermittedSubclasses())
                    .map(one -> of(one.asSubclass(Record.class)))
                    .toList());
        }
        throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                + ": cannot describe " + type.getName());
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(java.lang.reflect.Field::isEnumConstant)
                .map(constant -> {
                    var written = constant.getAnnotation(JsonProperty.class);
                    return written == null ? constant.getName() : written.value();
                })
                .toList();
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> throw new IllegalArgumentException("cannot describe " + type);
        };
    }

    /// Jackson's annotations are on the field that belongs to the component.
    private static <A extends Annotation> @Nullable A annotation(RecordComponent component, Class<A> annotation) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(annotation);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
    }
}
