package io.rotunda.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void anAddressOfLibpqBecomesOneOfTheDriver() {
        assertEquals(
                new DatabaseUrl("jdbc:postgresql://db.example:5433/app?sslmode=require", "ann", "p@ss+w:rd"),
                DatabaseUrl.of("postgres://ann:p%40ss+w:rd@db.example:5433/app?sslmode=require"));
        assertEquals(new DatabaseUrl("jdbc:postgresql://db/", null, null), DatabaseUrl.of("postgresql://db"));
        assertEquals(new DatabaseUrl("jdbc:postgresql://db/app", "ann", null), DatabaseUrl.of("postgres://ann@db/app"));
        assertEquals(
                new DatabaseUrl("jdbc:postgresql://[::1]:5432/app", null, null),
                DatabaseUrl.of("postgres://[::1]:5432/app"));
    }

    @Test
    void anAddressOfTheDriverStaysAsItIs() {
        var jdbc = "jdbc:postgresql://a,b/app?user=ann&password=hunter2";
        assertEquals(jdbc, DatabaseUrl.of(jdbc).jdbc());
        assertEquals("jdbc:postgresql://a,b/app", DatabaseUrl.of(jdbc).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "http://db/app", "postgres://", "postgres:db", "jdbc:mysql://db/app"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.of(text));
    }
}
