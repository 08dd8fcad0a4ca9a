package io.rotunda.persistence.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Database;
import io.rotunda.persistence.Timelines.Standing;
import io.rotunda.rooms.RoomId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPostgresIT {
    static final RoomId.Timeline ROOM = new RoomId.Channel("acme", "general");

    private final Path dataDir;

    LocalPostgresIT(@TempDir Path dataDir) {
        this.dataDir = dataDir;
    }

    @BeforeEach
    void shareThePrograms() throws IOException {
        SharedPrograms.linkInto(dataDir);
    }

    @Test
    void dataOutlivesARestart() throws IOException {
        try (var postgres = LocalPostgres.start(dataDir);
                var database = Database.open(postgres.url(), 1)) {
            database.stores().timelines().create(ROOM);
        }
        try (var postgres = LocalPostgres.start(dataDir)) {
            assertRoomIsThere(postgres);
        }
    }

    @Test
    void dataOutlivesAKilledProcessThoughItsPostgresqlGoesOn() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        var victim = new ProcessBuilder(java, "-cp", classPath, Victim.class.getName(), dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var printed = victim.inputReader()) {
            awaitLine(printed, "kept");
        }
        victim.destroyForcibly().waitFor();
        assertTrue(Files.exists(dataDir.resolve("postgres/data/postmaster.pid")));
        try (var postgres = LocalPostgres.start(dataDir)) {
            assertRoomIsThere(postgres);
        }
    }

    @Test
    void aSecondServerIsRefused() throws IOException {
        try (var _ = LocalPostgres.start(dataDir)) {
            var refusal = assertThrows(IOException.class, () -> LocalPostgres.start(dataDir));
            assertTrue(String.valueOf(refusal.getMessage())
                    .contains("another server already uses " + dataDir.toRealPath()));
        }
    }

    @Test
    void aProcessIdThatSomebodyElseHasByNowIsNoObstacle() throws IOException {
        LocalPostgres.start(dataDir).close();
        var somebodyElse = new ProcessBuilder("sleep", "60").start();
        try {
            var left = List.of(
                    Long.toString(somebodyElse.pid()),
                    dataDir.resolve("postgres/data").toString());
            Files.write(dataDir.resolve("postgres/data/postmaster.pid"), left);
            LocalPostgres.start(dataDir).close();
            assertTrue(somebodyElse.isAlive());
        } finally {
            somebodyElse.destroyForcibly();
        }
    }

    @Test
    void whatAKilledFirstStartLeftIsMadeAgain() throws IOException {
        var unfinished = Files.createDirectories(dataDir.resolve("postgres/data.unfinished"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "");
        LocalPostgres.start(dataDir).close();
    }

    @Test
    void itIsDurableAndAsksForAPassword() throws Exception {
        try (var postgres = LocalPostgres.start(dataDir)) {
            var url = postgres.url().toString().replaceFirst("postgres://[^@]*@", "jdbc:postgresql://");
            var password = Files.readString(dataDir.resolve("postgres/password"));
            try (var connection = DriverManager.getConnection(url, Cluster.USER, password)) {
                for (var setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                    assertEquals("on", show(connection, setting));
                }
                assertEquals("127.0.0.1", show(connection, "listen_addresses"));
            }
            var refused =
                    assertThrows(SQLException.class, () -> DriverManager.getConnection(url, Cluster.USER, "wrong"));
            assertEquals("28P01", refused.getSQLState());
        }
    }

    private static void assertRoomIsThere(LocalPostgres postgres) {
        try (var database = Database.open(postgres.url(), 1)) {
            assertEquals(Standing.OPEN, database.stores().timelines().standing(ROOM, "ann"));
        }
    }

    private static void awaitLine(BufferedReader printed, String line) throws IOException {
        String read;
        do {
            read = printed.readLine();
        } while (read != null && !read.equals(line));
        assertEquals(line, read);
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
