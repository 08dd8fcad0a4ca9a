package io.rotunda.server.chaos;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/// A server that breaks one promise: a source file of the product with one text replaced, compiled, and put in front of
/// the packaged classes. The product itself has no switch for it.
enum Mutant {
    /// Commits return before the log is on disk.
    SYNCHRONOUS_COMMIT_OFF(
            "persistence/src/main/java/io/rotunda/persistence/Sessions.java",
            "WHERE current_setting('synchronous_commit') = 'off'",
            "; SET synchronous_commit = off",
            Map.of(Kind.KILL_POSTGRES, 1),
            "AcknowledgedIsStored"),

    /// What was inserted is told and answered, and committed a moment later.
    ACKNOWLEDGED_BEFORE_COMMIT(
            "persistence/src/main/java/io/rotunda/persistence/InsertBatch.java",
            "try (var row = statement.executeQuery()) {",
            """
            var lane = statement.getConnection();
            lane.setAutoCommit(false);
            Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(100);
                    lane.setAutoCommit(true);
                } catch (InterruptedException | SQLException gone) {
                    throw new IllegalStateException(gone);
                }
            });
            try (var row = statement.executeQuery()) {
            """,
            Map.of(Kind.KILL_SERVER, 1, Kind.KILL_POSTGRES, 1),
            "AcknowledgedIsStored"),

    /// The database takes the same message again.
    REPETITIONS_STORED(
            "persistence/src/main/java/io/rotunda/persistence/Schema.java",
            "Flyway.configure().dataSource(source).load().migrate();",
            """
            Flyway.configure().dataSource(source).load().migrate();
            try (var connection = source.getConnection(); var statement = connection.createStatement()) {
                statement.execute("DROP INDEX IF EXISTS messages_once");
                statement.execute(
                        "CREATE INDEX IF NOT EXISTS messages_not_once ON messages (room_id, user_id, optimistic_id)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            """,
            Map.of(Kind.ANSWERS_LOST, 3),
            "OneNameIsOneMessage"),

    /// What a replay held comes once more when it is live.
    REPLAY_MARK_DROPPED(
            "rooms/src/main/java/io/rotunda/rooms/Membership.java",
            "(replayed == null || !replayed.holds(seq))",
            "true",
            Map.of(Kind.KILL_SERVER, 1, Kind.LATENCY, 2), // pages are read from the database, while others talk
            "LiveFollowsWithoutGapOrRepeat"),

    /// Who comes back recovered is sent again what it heard since it entered.
    RECOVERY_MARK_DROPPED(
            "rooms/src/main/java/io/rotunda/rooms/Membership.java",
            "Math.max(from, liveSince)",
            "liveSince",
            Map.of(Kind.CUT, 3),
            "LiveFollowsWithoutGapOrRepeat");

    private final String source;
    private final String text;
    private final String replacement;

    @SuppressWarnings("ImmutableEnumChecker") // all of them are Map.of
    private final Map<Kind, Integer> faults;

    private final String rule;

    /// @param faults which bring it to light
    /// @param rule which must be found broken
    Mutant(String source, String text, String replacement, Map<Kind, Integer> faults, String rule) {
        this.source = source;
        this.text = text;
        this.replacement = replacement;
        this.faults = faults;
        this.rule = rule;
    }

    Map<Kind, Integer> faults() {
        return faults;
    }

    String rule() {
        return rule;
    }

    /// Compiles it into `directory`.
    ///
    /// @return the class path of its server
    /// @throws IOException if the source is not what it was when this was written
    List<String> classPath(Path directory) throws IOException {
        var original = Files.readString(Artifacts.root().resolve(source));
        int at = original.indexOf(text);
        if (at < 0 || original.indexOf(text, at + 1) >= 0) {
            throw new IOException(source + " does not hold exactly once: " + text);
        }
        var sources = Files.createDirectories(directory.resolve("sources"));
        var mutated = sources.resolve(Path.of(source).getFileName());
        Files.writeString(mutated, original.replace(text, replacement));
        var classes = Files.createDirectories(directory.resolve("classes"));
        compile(mutated, classes);
        return List.of(classes.toString(), Artifacts.jar().toString());
    }

    private static void compile(Path mutated, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options =
                    List.of("-nowarn", "-proc:none", "-cp", Artifacts.jar().toString(), "-d", classes.toString());
            var task = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(mutated));
            if (!task.call()) {
                throw new IOException(mutated + " does not compile: " + said);
            }
        }
    }
}
