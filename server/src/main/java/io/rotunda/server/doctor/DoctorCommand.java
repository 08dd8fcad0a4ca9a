package io.rotunda.server.doctor;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `doctor`: what is wrong with a deployment as browsers meet it.
@Command(
        name = "doctor",
        description = "Goes to a deployment the way a browser does, through its proxy, and says what is wrong and how"
                + " to mend it: a line for each finding. Ends with 1 if something is wrong.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    /// In the order in which what is wrong explains what comes after it.
    private static final List<Check> CHECKS = List.of(
            new ReadyCheck(),
            new PollingCheck(),
            new StickyCheck(),
            new UpgradeCheck(),
            new CorsCheck(),
            new PayloadCheck(),
            new ClockCheck(),
            new ConnectCheck(),
            new IdleCheck());

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "Where clients connect, such as https://chat.example.com.")
    private String url = "";

    @Option(
            names = "--token",
            description =
                    "A user's token, to go as far as `connected` and to wait past a ping; scripts/token makes one.")
    private @Nullable String token;

    @Option(names = "--origin", description = "The origin of the page that connects. Default: the URL's own.")
    private @Nullable String origin;

    public DoctorCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        var deployment = Deployment.at(address(), checked(token), origin, Deployment.PATIENCE);
        boolean reached = false;
        boolean failed = false;
        for (var check : CHECKS) {
            List<Finding> findings;
            try {
                findings = check.look(deployment);
                reached = true;
            } catch (IOException e) {
                findings = List.of(broken(e));
            }
            for (var finding : findings) {
                out.println(finding.line());
                failed |= finding.failed();
            }
            if (!reached) {
                break; // the rest would say the same
            }
        }
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static Finding broken(IOException e) {
        return e instanceof SSLException
                ? Finding.fail(
                        "certificate: no trusted connection (" + UpgradeCheck.cause(e) + ")",
                        "serve the whole chain of a certificate for this name, from an authority that browsers trust")
                : Finding.fail(
                        "reach: the connection fails (" + UpgradeCheck.cause(e) + ")",
                        "see whether the name, the port and the firewall are right, and something listens there");
    }

    private URI address() {
        try {
            var given = URI.create(url.replaceFirst("/+$", ""));
            if (List.of("http", "https").contains(String.valueOf(given.getScheme()))
                    && given.getHost() != null
                    && given.getRawQuery() == null
                    && given.getRawFragment() == null) {
                return given;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw wrong("URL is http://… or https://…, without a query");
    }

    /// It becomes a part of a packet.
    private @Nullable String checked(@Nullable String given) {
        if (given != null && !given.matches("[A-Za-z0-9_.=-]+")) {
            throw wrong("a token is three parts of base64url with dots between them");
        }
        return given;
    }

    private RuntimeException wrong(String what) {
        return spec == null ? new IllegalArgumentException(what) : new ParameterException(spec.commandLine(), what);
    }
}
