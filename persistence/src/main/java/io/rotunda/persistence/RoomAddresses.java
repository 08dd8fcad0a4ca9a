package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// Many rooms as the first three parameters of a statement: kinds, tenants and ids. One thread at a time.
final class RoomAddresses {
    private final ArrayColumn kinds = ArrayColumn.texts();
    private final ArrayColumn tenants = ArrayColumn.texts();
    private final ArrayColumn wireIds = ArrayColumn.texts();

    void bind(PreparedStatement statement, Collection<RoomId.Timeline> rooms) throws SQLException {
        kinds.clear();
        tenants.clear();
        wireIds.clear();
        for (var room : rooms) {
            kinds.add(Address.kind(room));
            tenants.add(room.tenant());
            wireIds.add(Address.wireId(room));
        }
        kinds.bind(statement, 1);
        tenants.bind(statement, 2);
        wireIds.bind(statement, 3);
    }
}
