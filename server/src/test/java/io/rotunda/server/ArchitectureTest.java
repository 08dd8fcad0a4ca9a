package io.rotunda.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// Which way dependencies go, and where each library may be seen.
final class ArchitectureTest {
    private static final String ROOMS = "io.rotunda.rooms..";
    private static final String PERSISTENCE = "io.rotunda.persistence..";
    private static final String HANDLERS = "io.rotunda.handlers..";
    private static final String SERVER = "io.rotunda.server..";
    private static final String SHELL = "io.rotunda.server.shell..";
    private static final String WIRE = "io.rotunda.server.wire..";

    private static final String[] JDBC = {
        "java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.hikari..", "org.flywaydb..", "io.zonky.test.."
    };

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rotunda");

    @Test
    void modulesDependOneWay() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("rooms")
                .definedBy(ROOMS)
                .layer("persistence")
                .definedBy(PERSISTENCE)
                .layer("handlers")
                .definedBy(HANDLERS)
                .layer("server")
                .definedBy(SERVER)
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("handlers")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("persistence")
                .mayOnlyBeAccessedByLayers("handlers", "server"));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.rotunda.(**)").should().beFreeOfCycles());
    }

    @Test
    void nettyIsSeenOnlyInTheServer() {
        check(onlyIn("io.netty..", SERVER));
    }

    @Test
    void nettySocketioIsSeenOnlyInTheShell() {
        check(onlyIn("com.corundumstudio..", SHELL));
    }

    /// What is on the wire is ours, so that the library around it can be replaced.
    @Test
    void theWireKnowsNeitherTheShellNorItsLibrary() {
        check(noClasses()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.corundumstudio..", SHELL));
    }

    @Test
    void jacksonIsSeenOnlyInHandlersAndServer() {
        check(onlyIn("com.fasterxml.jackson..", HANDLERS, SERVER));
    }

    @Test
    void databasesAreSeenOnlyInPersistence() {
        for (var library : JDBC) {
            check(onlyIn(library, PERSISTENCE));
        }
    }

    @Test
    void redisIsSeenOnlyByWhoAsksIt() {
        check(onlyIn("io.lettuce..", "io.rotunda.server.redis..", "io.rotunda.server.emitters.."));
    }

    /// Only the code that we wrote runs in rooms: no library decides when or in which order members are told.
    @Test
    void roomsNeedOnlyTheJdk() {
        check(classes()
                .that()
                .resideInAPackage(ROOMS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOMS, "java..", "jdk.jfr..", "org.slf4j..", "org.jspecify.."));
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    /// A rule about a package that is still empty holds.
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }
}
