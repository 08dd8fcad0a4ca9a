package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The checker finds what is broken in real servers that break one promise each, and nothing in the one that breaks
/// none; otherwise its silence about ours would say nothing. `scripts/chaos --mutants` hunts all of them.
final class MutantsE2E {
    private final long seed = Long.getLong("rotunda.chaos.seed", System.nanoTime() & 0xffff_ffffL);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"REPETITIONS_STORED", "REPLAY_MARK_DROPPED"})
    @Timeout(300)
    void whatAMutantBreaksIsFound(Mutant mutant) throws Exception {
        System.out.println(mutant + " of seed " + seed);
        assertTrue(new MutantHunt(directory, System.out).finds(mutant, seed), mutant + " of seed " + seed);
    }

    @ParameterizedTest
    @EnumSource
    void everyMutantStillFitsTheProduct(Mutant mutant) {
        assertDoesNotThrow(() -> mutant.classPath(directory));
    }

    @Test
    @Timeout(300)
    void nothingIsFoundWithoutAMutant() throws Exception {
        System.out.println("no mutant, seed " + seed);
        assertEquals("", new MutantHunt(directory, System.out).control(Map.of(Kind.CUT, 3), seed), "seed " + seed);
    }
}
