package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:se%40cret@db.example:5433/chat?sslmode=require",
                "postgresql://ann:se%40cret@db.example:5433/chat?sslmode=require",
                "jdbc:postgresql://ann:se%40cret@db.example:5433/chat?sslmode=require",
                "jdbc:postgresql://db.example:5433/chat?user=ann&password=se%40cret&sslmode=require",
            })
    void theFormsThatAreInUseMeanTheSame(String text) {
        var url = DatabaseUrl.parse(text);
        assertEquals("jdbc:postgresql://db.example:5433/chat", url.jdbc());
        assertEquals(Map.of("user", "ann", "password", "se@cret", "sslmode", "require"), url.parameters());
    }

    @Test
    void itsTextHidesThePassword() {
        var url = DatabaseUrl.parse("postgres://ann:secret@db.example/chat?password=secret");
        assertEquals("postgres://ann@db.example/chat", url.toString());
    }

    @Test
    void aPlusIsAPlus() {
        assertEquals(
                "a+b",
                DatabaseUrl.parse("postgres://ann:a+b@db/chat").parameters().get("password"));
    }

    @Test
    void severalHostsAndIpv6PassThrough() {
        assertEquals(
                "jdbc:postgresql://[::1]:5432,db2:5433/chat",
                DatabaseUrl.parse("postgres://[::1]:5432,db2:5433/chat").jdbc());
    }

    @Test
    void namesOfLibpqBecomeThoseOfTheDriver() {
        assertEquals(
                Map.of("ApplicationName", "chat", "connectTimeout", "3"),
                DatabaseUrl.parse("postgres://db?application_name=chat&connect_timeout=3")
                        .parameters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "db.example/secret", "mysql://ann:secret@db/chat", "postgres://", "postgres://ann:%zz@db"})
    void whatIsNoUrlIsRefusedWithoutBeingQuoted(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(text));
        assertFalse(String.valueOf(refusal.getMessage()).contains("secret"));
    }
}
