package io.rotunda.persistence.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of PostgreSQL's programs. PostgreSQL refuses to run as root, so root starts it in a user namespace
/// without privileges; its files still belong to root.
final class Program {
    private static final List<String> WITHOUT_PRIVILEGES = List.of("unshare", "--user");

    private final Path directory;
    private final List<String> prefix;

    /// @param directory where the programs are; it tells who we are, too
    /// @throws IOException if we are root, and may not be anything less
    Program(Path directory) throws IOException {
        this.directory = directory;
        if (!Files.getAttribute(directory, "unix:uid").equals(0)) {
            prefix = List.of();
        } else if (mayUnshare()) {
            prefix = WITHOUT_PRIVILEGES;
        } else {
            throw new IOException("PostgreSQL does not run as root, and user namespaces are not allowed here:"
                    + " start Rotunda as another user, or set DATABASE_URL");
        }
    }

    /// Runs the program to its end.
    ///
    /// @throws IOException if it fails; the message holds what it printed
    void run(String name, String... arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(directory.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command, name);
    }

    private static boolean mayUnshare() throws IOException {
        var command = new ArrayList<>(WITHOUT_PRIVILEGES);
        command.add("true");
        try {
            run(command, "unshare");
            return true;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException _) {
            return false; // it is missing or forbidden
        }
    }

    private static void run(List<String> command, String name) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Settings that are meant for somebody else's PostgreSQL.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(name + " ended with status " + status + ": " + printed.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while " + name + " ran").initCause(e);
        }
    }
}
