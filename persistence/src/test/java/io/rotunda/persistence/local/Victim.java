package io.rotunda.persistence.local;

import io.rotunda.persistence.Database;
import java.io.IOException;
import java.nio.file.Path;

/// A process that keeps a room in its database, says so, and waits to be killed.
final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws IOException {
        var postgres = LocalPostgres.start(Path.of(arguments[0]));
        Database.open(postgres.url(), 1).stores().timelines().create(LocalPostgresIT.ROOM);
        System.out.println("kept");
        System.in.read();
    }
}
