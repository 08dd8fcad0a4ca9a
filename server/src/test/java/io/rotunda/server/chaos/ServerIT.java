package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerIT {
    private static final String HANGING = """
            package io.rotunda.server;
            class Main {
                public static void main(String[] arguments) throws Exception {
                    Runtime.getRuntime().addShutdownHook(new Thread(Main::never));
                    System.out.println("rotunda listening on nothing");
                    never();
                }
                private static void never() {
                    try {
                        Thread.currentThread().join();
                    } catch (InterruptedException e) {
                        never();
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void aServerThatDoesNotEndIsKilledAndSaidSo() throws Exception {
        var source = Files.writeString(directory.resolve("Main.java"), HANGING);
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", directory.toString(), source.toString());
        try (var guard = new Guard();
                var server = new Server(guard, List.of(directory.toString()), directory, Map.of())) {
            server.start();
            assertThrows(IOException.class, () -> server.terminate(Duration.ofMillis(200)));
            assertFalse(server.isAlive());
        }
    }
}
