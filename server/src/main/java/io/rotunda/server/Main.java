package io.rotunda.server;

import io.rotunda.server.config.Misconfigured;
import io.rotunda.server.config.Reference;
import io.rotunda.server.config.Settings;
import io.rotunda.server.logs.Logging;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private final Map<String, String> environment;
    private final PrintStream out;

    private Main(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv(), System.out).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment, PrintStream out) {
        var commandLine = new CommandLine(new Main(environment, out))
                .addSubcommand(new TokenCommand(environment, out))
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
        var rotunda = Rotunda.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(rotunda), "shutdown"));
        new Greeting(settings, rotunda.port()).print(out);
        rotunda.awaitShutdown();
        return CommandLine.ExitCode.OK;
    }

    /// Ends the process itself: a JVM that is stopped by a signal would report 143, and a drain is no failure.
    private static void stop(Rotunda rotunda) {
        try {
            rotunda.close();
            Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
        } catch (RuntimeException e) {
            Log.LOG.error("the shutdown failed", e);
            Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
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
