package io.rotunda.server.chaos;

import io.rotunda.server.chaos.Kind.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Does to the stage what a fault says. One fault at a time hits a target; faults of different targets may overlap.
final class Faults {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final HistoryFile history;
    private final Map<Target, ReentrantLock> turns = new EnumMap<>(Target.class);

    Faults(Stage stage, HistoryFile history) {
        this.stage = stage;
        this.history = history;
        for (var target : Target.values()) {
            turns.put(target, new ReentrantLock());
        }
    }

    /// Returns when it is over and what it hit runs again.
    ///
    /// @throws IOException if it does not, or did not end as it should
    void happen(Fault fault) throws Exception {
        var turn = java.util.Objects.requireNonNull(turns.get(fault.target()));
        turn.lock();
        try {
            record(fault, "begin");
            switch (fault.target()) {
                case SERVER -> server(fault);
                case POSTGRES -> postgres(fault);
                case CLIENTS_LINK, DATABASE_LINK -> link(fault);
            }
            record(fault, "end");
        } finally {
            turn.unlock();
        }
    }

    private void server(Fault fault) throws Exception {
        var server = stage.server();
        switch (fault.kind()) {
            case PAUSE_SERVER -> {
                server.pause();
                Thread.sleep(fault.lastsMs());
                server.resume();
            }
            case TERMINATE_SERVER -> {
                int code = server.terminate();
                startServer();
                if (code != 0) {
                    throw new IOException("a terminated server ended with " + code + ": " + server.lastLines());
                }
            }
            default -> {
                server.kill();
                Thread.sleep(fault.lastsMs());
                startServer();
            }
        }
    }

    /// As whatever supervises it does: again and again, while its database may be away.
    private void startServer() throws Exception {
        var end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                stage.server().start();
                return;
            } catch (IOException failure) {
                if (Instant.now().isAfter(end) || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
            }
        }
    }

    private void postgres(Fault fault) throws Exception {
        var postgres = stage.postgres();
        switch (fault.kind()) {
            case PAUSE_POSTGRES -> {
                postgres.pause();
                Thread.sleep(fault.lastsMs());
                postgres.resume();
            }
            case DISK_FULL -> fillDisk(fault);
            default -> {
                postgres.kill();
                Thread.sleep(fault.lastsMs());
                postgres.start();
            }
        }
    }

    /// PostgreSQL stops at once when its log finds no room; recovering, it may find none either.
    private void fillDisk(Fault fault) throws Exception {
        var disk = stage.disk();
        if (disk == null) {
            throw new IllegalStateException("no disk can be mounted here");
        }
        disk.fill();
        try (var connection = stage.postgres().connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_switch_wal()");
        } catch (SQLException _) {
            // It stopped meanwhile.
        }
        Thread.sleep(fault.lastsMs());
        disk.free();
        stage.postgres().close();
        stage.postgres().start();
    }

    private void link(Fault fault) throws InterruptedException {
        var link = stage.link(fault.target());
        switch (fault.kind()) {
            case CUT -> link.cut(fault.share());
            case RESET -> link.reset(fault.share());
            case HALF_CLOSE -> link.halfClose(fault.share());
            case BLACKHOLE -> link.treat(new Treatment.Swallow(), fault.share());
            case ANSWERS_LOST -> link.treat(new Treatment.SwallowAnswers(), fault.share());
            case STALL -> link.treat(new Treatment.Stall(), fault.share());
            case LATENCY -> link.treat(new Treatment.Delay(fault.lastsMs() / 10), fault.share());
            case THROTTLE -> link.treat(new Treatment.Throttle(20_000), fault.share());
            default -> throw new IllegalArgumentException(fault.toString());
        }
        Thread.sleep(fault.lastsMs());
        link.calm();
    }

    private void record(Fault fault, String phase) {
        history.record(
                "fault",
                line -> line.put("kind", fault.kind().wireName())
                        .put("phase", phase)
                        .put("target", fault.target().wireName())
                        .put("share", fault.share()));
    }
}
