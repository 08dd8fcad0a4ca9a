package io.rotunda.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.rotunda.server.config.NodeName;
import io.rotunda.server.config.Settings;
import io.rotunda.server.logs.Logging;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/// All that is logged from when it is made until it is closed, our own loggers at their finest.
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.rotunda");
    private final Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();

    CapturedLog() {
        ours.setLevel(Level.TRACE);
        start();
        all.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent line) {
        line.prepareForDeferredProcessing();
        lines.add(line);
        synchronized (lines) {
            lines.notifyAll();
        }
    }

    /// Waits until a line begins with that message.
    void await(String message) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (lines.stream().noneMatch(line -> line.getFormattedMessage().startsWith(message))) {
                assertTrue(System.nanoTime() < end, "not logged: " + message);
                lines.wait(PATIENCE.toMillis());
            }
        }
    }

    /// Fails unless a line begins with that message and has that field.
    void shows(String message, String field) {
        assertTrue(
                lines.stream()
                        .filter(line -> line.getFormattedMessage().startsWith(message))
                        .map(line -> written(line, Settings.LogFormat.TEXT))
                        .anyMatch(line -> line.contains(field)),
                message + " with " + field);
    }

    /// Each line, in each format.
    void forEachLine(Consumer<String> task) {
        for (var line : lines) {
            for (var format : Settings.LogFormat.values()) {
                task.accept(written(line, format));
            }
        }
    }

    private String written(ILoggingEvent line, Settings.LogFormat format) {
        return new String(
                Logging.encoder(format, new NodeName("node"), all.getLoggerContext())
                        .encode(line),
                UTF_8);
    }

    @Override
    public void close() {
        all.detachAppender(this);
        ours.setLevel(null);
    }
}
