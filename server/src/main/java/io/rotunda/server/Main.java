package io.rotunda.server;

import io.rotunda.server.config.Misconfigured;
import io.rotunda.server.config.Reference;
import io.rotunda.server.config.Settings;
import io.rotunda.server.doctor.DoctorCommand;
import io.rotunda.server.logs.Logging;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The process: reads its settings, serves until it is told to stop, says in one line why it cannot.
@Command(
        name = "rotunda",
        description = "A Socket.IO-compatible room server. Without a command it serves.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        usageHelpWidth = 110,
        footerHeading = "%nEnvironment variables, which may also stand in a properties file:%n")
public final class Main implements Callable<Integer> {
    /// For how many milliseconds a loop works off tasks before it looks at its sockets again.
    private static final String TASKS_IN_A_ROW = "io.netty.eventLoop.maxTaskProcessingQuantumMs";

    private final Map<String, String> environment;
    private final PrintStream out;

    private Main(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) {
        if (System.getProperty(TASKS_IN_A_ROW) == null) {
            System.setProperty(TASKS_IN_A_ROW, "100"); // as little as Netty allows; read when its first class is loaded
        }
        Logging.silence();
        System.exit(commandLine(System.getenv(), System.out).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment, PrintStream out) {
        var commandLine = new CommandLine(new Main(environment, out))
                .addSubcommand(new TokenCommand(environment, out))
                .addSubcommand(new DoctorCommand(out))
                .setExecutionExceptionHandler((failure, command, arguments) -> {
                    if (!(failure instanceof Misconfigured)) {
                        Log.LOG.debug("the start failed", failure);
                    }
                    command.getErr().println("rotunda: " + StartFailure.line(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        commandLine
                .getCommandSpec()
                .usageMessage()
                .footer(Reference.lines().stream()
                        .map(line -> line.replace("%", "%%"))
                        .toArray(String[]::new));
        return commandLine;
    }

    @Override
    public Integer call() throws Exception {
        var settings = Settings.load(environment);
        Logging.apply(settings.log());
        var start = new CompletableFuture<Rotunda>();
        var hook = new Thread(() -> stop(start), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook); // before the start, which leaves a PostgreSQL behind if it is cut
        Rotunda rotunda;
        try {
            rotunda = Rotunda.start(settings);
        } catch (Throwable failure) {
            forget(hook);
            start.completeExceptionally(failure);
            throw failure;
        }
        start.complete(rotunda);
        new Greeting(settings, rotunda.port()).print(out);
        rotunda.awaitShutdown();
        return CommandLine.ExitCode.OK;
    }

    /// Ends the process itself: a JVM that is stopped by a signal would report 143, and a drain is no failure.
    /// A signal that comes while it starts waits until it has started: only then is known what is to be closed.
    private static void stop(Future<Rotunda> start) {
        int code = CommandLine.ExitCode.SOFTWARE;
        try {
            start.get().close();
            code = CommandLine.ExitCode.OK;
        } catch (Throwable failure) {
            Log.LOG.error("the shutdown failed", failure);
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // A signal came first: the hook runs, and sets the exit code.
        }
    }

    /// Not a field of [Main]: made before the settings are read, a logger would start logback with its defaults.
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(Main.class);
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"rotunda " + (version == null ? "(built from source)" : version)};
        }
    }
}
