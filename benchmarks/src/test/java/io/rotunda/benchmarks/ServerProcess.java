package io.rotunda.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// The packaged server as a process of its own, with a database of its own, and what its JVM says of itself.
final class ServerProcess implements Closeable {
    private static final Path JAR = Path.of("..", "server", "target", "rotunda.jar");
    /// Where the tests of the server keep PostgreSQL unpacked, which takes longer than everything else here.
    private static final Path UNPACKED = Path.of("..", "server", "target", "chaos-postgres", "postgres");

    private static final String LISTENING = "rotunda listening on ";

    /// As scripts/serve starts it, but compiled by the compiler that never removes an allocation: what is counted does
    /// not depend on what was compiled when. Two event loops, whatever the machine has.
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:ActiveProcessorCount=2",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dio.netty.leakDetection.level=disabled");

    private final Process process;
    private final int port;
    private final JMXConnector management;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;

    /// Starts it with its data below `home`.
    @SuppressWarnings("BanJNDI") // of a process of ours, by an address that it told us itself
    ServerProcess(Path home) throws IOException {
        linkPrograms(Files.createDirectories(home.resolve("postgres")));
        process = started(home);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        port = listening(process.inputReader());
        management = JMXConnectorFactory.connect(new JMXServiceURL(agent(process.pid())));
        var connection = management.getMBeanServerConnection();
        threads = bean(connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory = bean(connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    int port() {
        return port;
    }

    /// Bytes that all its threads have allocated, since it began.
    long allocatedBytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    /// Bytes of its heap that are in use after a collection.
    long usedHeap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /// Waits for its end: it stops its database.
    @Override
    public void close() throws IOException {
        management.close();
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void linkPrograms(Path home) throws IOException {
        if (Files.isDirectory(UNPACKED)) {
            try (var found = Files.newDirectoryStream(UNPACKED.toRealPath(), "programs-*")) {
                for (var programs : found) {
                    Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
                }
            }
        }
    }

    private static Process started(Path home) throws IOException {
        if (!Files.exists(JAR)) {
            throw new IOException("there is no " + JAR + ": scripts/mvn -pl server -am package makes it");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", JAR.toString()));
        var builder = new ProcessBuilder(command)
                .redirectError(home.resolve("server.log").toFile());
        // A variable of the shell must not configure the server under test.
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR"));
        builder.environment()
                .putAll(Map.of(
                        "HOST", "127.0.0.1",
                        "PORT", "0",
                        "DATA_DIR", home.toString(),
                        "JWT_SECRET", Token.SECRET,
                        "AUTO_CREATE_ROOMS", "true",
                        "RATE_LIMIT_EVENTS", "0",
                        "PING_INTERVAL_MS", "600000",
                        "SHUTDOWN_DRAIN_MS", "0",
                        "LOG_LEVEL", "warn",
                        "PRESENCE_AUDIENCE_MAX", "1"));
        return builder.start();
    }

    private static int listening(BufferedReader printed) throws IOException {
        for (var line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(LISTENING)) {
                return Integer.parseInt(
                        line.substring(line.lastIndexOf(':') + 1).strip());
            }
        }
        throw new IOException("the server does not start; see server.log");
    }

    private static String agent(long pid) throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private static <T extends PlatformManagedObject> T bean(
            MBeanServerConnection connection, String name, Class<T> type) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(connection, name, type);
    }
}
