package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The checker finds what is broken in real servers that break one promise each; otherwise its silence about ours would
/// say nothing. Those whose faults take long are left to `scripts/chaos --mutants`.
final class MutantsE2E {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    void whatAMutantBreaksIsFound(Mutant mutant) throws Exception {
        assumeTrue(mutant.isQuick(), "scripts/chaos --mutants");
        long seed = Long.getLong("rotunda.chaos.seed", System.nanoTime() & 0xffff_ffffL);
        assertTrue(new MutantHunt(directory, System.out).finds(mutant, seed), mutant + " of seed " + seed);
    }
}
