package io.rotunda.persistence;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// An array parameter in PostgreSQL's binary form, filled value by value and used again for the next
/// statement. The driver's own arrays would build a string or an object for each value.
///
/// Nothing but nulls are sent as an empty array: to PostgreSQL it is the same, whether it takes elements by
/// their number or unnests several arrays side by side, as long as another one says how many there are.
final class ArrayColumn extends PGobject implements PGBinaryObject {
    @Serial
    private static final long serialVersionUID = 1;

    // Dimensions, whether there are nulls, type of the elements, length, lower bound.
    private static final int HEADER_BYTES = 5 * Integer.BYTES;
    private static final int EMPTY_BYTES = 3 * Integer.BYTES;

    private final int elementOid;
    private byte[] bytes = new byte[1024];
    private int end;
    private int length;
    private int nulls;

    private ArrayColumn(String arrayType, int elementOid) {
        this.elementOid = elementOid;
        setType(arrayType);
        clear();
    }

    static ArrayColumn texts() {
        return new ArrayColumn("_text", 25);
    }

    static ArrayColumn jsons() {
        return new ArrayColumn("_json", 114);
    }

    static ArrayColumn uuids() {
        return new ArrayColumn("_uuid", 2950);
    }

    static ArrayColumn ints() {
        return new ArrayColumn("_int4", 23);
    }

    static ArrayColumn longs() {
        return new ArrayColumn("_int8", 20);
    }

    void clear() {
        end = HEADER_BYTES;
        length = 0;
        nulls = 0;
    }

    void add(@Nullable String text) {
        if (text == null) {
            addNull();
        } else {
            var utf8 = text.getBytes(StandardCharsets.UTF_8);
            begin(utf8.length);
            System.arraycopy(utf8, 0, bytes, end, utf8.length);
            end += utf8.length;
        }
    }

    void add(@Nullable UUID uuid) {
        if (uuid == null) {
            addNull();
        } else {
            begin(2 * Long.BYTES);
            putLong(uuid.getMostSignificantBits());
            putLong(uuid.getLeastSignificantBits());
        }
    }

    void add(int number) {
        begin(Integer.BYTES);
        putInt(number);
    }

    void add(long number) {
        begin(Long.BYTES);
        putLong(number);
    }

    void bind(PreparedStatement statement, int parameter) throws SQLException {
        int filled = end;
        end = 0;
        putInt(hasValues() ? 1 : 0);
        putInt(nulls > 0 ? 1 : 0);
        putInt(elementOid);
        putInt(length);
        putInt(1);
        end = filled;
        statement.setObject(parameter, this);
    }

    private boolean hasValues() {
        return length > nulls;
    }

    private void addNull() {
        begin(-1);
        nulls++;
    }

    private void begin(int valueBytes) {
        int needed = end + Integer.BYTES + Math.max(valueBytes, 0);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        putInt(valueBytes);
        length++;
    }

    private void putInt(int value) {
        bytes[end++] = (byte) (value >>> 24);
        bytes[end++] = (byte) (value >>> 16);
        bytes[end++] = (byte) (value >>> 8);
        bytes[end++] = (byte) value;
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    @Override
    public int lengthInBytes() {
        return hasValues() ? end : EMPTY_BYTES;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, lengthInBytes());
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("a parameter is not read back");
    }
}
