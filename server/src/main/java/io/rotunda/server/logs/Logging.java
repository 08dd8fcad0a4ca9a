package io.rotunda.server.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.rotunda.server.config.NodeName;
import io.rotunda.server.config.Settings;
import org.slf4j.LoggerFactory;

/// Sets logback up from the settings, in code: a file could not know what the properties file says.
///
/// Lines go to stderr; stdout is for what scripts wait for. Libraries log from warnings up, whatever `LOG_LEVEL`
/// says: at finer levels netty-socketio and Netty write packets and addresses, with tokens in them.
public final class Logging {
    private Logging() {}

    /// Nothing is logged until the settings are known: libraries that these are read with would write to stdout.
    public static void silence() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    public static void apply(Settings.Log settings) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var level = Level.valueOf(settings.level().name());
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(settings.format(), settings.node(), context));
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        context.getLogger("io.rotunda").setLevel(level);
        // It only starts and stops for us, and what goes wrong then is thrown as well.
        context.getLogger("com.corundumstudio").setLevel(Level.OFF);
        // Warns of there being two ways to the same.
        context.getLogger("io.lettuce.core.resource.Transports").setLevel(Level.ERROR);
    }

    /// How a line is written. Masks what must not be.
    ///
    /// @param node what every line says it is from
    public static Encoder<ILoggingEvent> encoder(Settings.LogFormat format, NodeName node, LoggerContext context) {
        return switch (format) {
            case TEXT -> Masking.text(node, context);
            case JSON -> Masking.json(node, context);
        };
    }
}
