package io.rotunda.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageHoldsTheTableAsItIs() throws IOException {
        var rows = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(Reference.markdown(), rows, "paste the expected table into " + PAGE);
    }

    @Test
    void theHelpNamesEveryVariableWithItsDefault() {
        var help = String.join("\n", Reference.lines());
        for (var variable : Variables.ALL) {
            assertTrue(help.contains("  " + variable.name() + "\n"), variable.name());
        }
        assertTrue(help.contains("Default: 25000. Allowed: milliseconds, from 10 to 3600000."));
    }

    @Test
    void everyDefaultIsAllowed() {
        for (var variable : Variables.ALL) {
            if (variable.literal()) {
                variable.read(variable.unset());
            }
        }
    }
}
