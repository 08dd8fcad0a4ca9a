package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ArrayColumnIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void postgresqlReadsWhatWasAdded() throws SQLException {
        var texts = new @Nullable String[] {"", "é漢😀", null, "\"{},\\"};
        var textColumn = ArrayColumn.texts();
        for (var text : texts) {
            textColumn.add(text);
        }
        assertArrayEquals(texts, echo(textColumn, "text[]"));

        var uuids = new @Nullable UUID[] {UUID.randomUUID(), null, new UUID(-1, 1)};
        var uuidColumn = ArrayColumn.uuids();
        for (var uuid : uuids) {
            uuidColumn.add(uuid);
        }
        assertArrayEquals(uuids, echo(uuidColumn, "uuid[]"));

        var longColumn = ArrayColumn.longs();
        longColumn.add(Long.MIN_VALUE);
        longColumn.add(42L);
        assertArrayEquals(new Long[] {Long.MIN_VALUE, 42L}, echo(longColumn, "int8[]"));

        var intColumn = ArrayColumn.ints();
        intColumn.add(-1);
        assertArrayEquals(new Integer[] {-1}, echo(intColumn, "int4[]"));
    }

    @Test
    void nothingButNullsIsAnEmptyArray() throws SQLException {
        var column = ArrayColumn.uuids();
        column.add((UUID) null);
        column.add((UUID) null);
        assertEquals(0, echo(column, "uuid[]").length);
        column.add(new UUID(1, 2));
        assertArrayEquals(new UUID[] {null, null, new UUID(1, 2)}, echo(column, "uuid[]"));
    }

    @Test
    void aColumnIsUsedAgain() throws SQLException {
        var column = ArrayColumn.texts();
        IntStream.range(0, 10_000).forEach(i -> column.add("text " + i));
        assertEquals(10_000, echo(column, "text[]").length);
        column.clear();
        assertEquals(0, echo(column, "text[]").length);
        column.add("again");
        assertArrayEquals(new String[] {"again"}, echo(column, "text[]"));
    }

    private static Object[] echo(ArrayColumn column, String type) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.prepareStatement("SELECT ?::" + type)) {
            column.bind(statement, 1);
            try (var row = statement.executeQuery()) {
                row.next();
                return (Object[]) row.getArray(1).getArray();
            }
        }
    }
}
