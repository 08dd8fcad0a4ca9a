package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.handlers.schema.AsyncApi;
import io.rotunda.handlers.schema.Contract;
import io.rotunda.handlers.schema.Contract.ClientEvent;
import io.rotunda.handlers.schema.Contract.ServerEvent;
import io.rotunda.handlers.schema.Markdown;
import io.rotunda.handlers.schema.Names;
import io.rotunda.handlers.schema.OpenApi;
import io.rotunda.handlers.schema.TypeScript;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Code, documents and tests know the same events.
class CatalogueTest {

    @ParameterizedTest
    @EnumSource
    void eachDocumentSaysWhatTheCodeDoes(Document document) throws IOException {
        var path = Path.of("..").resolve(document.path);
        var written = document.written(Catalogue.CONTRACT);
        if (Boolean.getBoolean("rotunda.generate")) { // scripts/generate
            Files.createDirectories(path.getParent());
            Files.writeString(path, written);
        }
        assertEquals(
                written, Files.readString(path), document.path + " is not what the code says: run scripts/generate");
    }

    /// Actors check that what they hear is documented, and as it is; this is the other way round.
    @Test
    void aTestHearsEachEventOfTheServer() throws IOException, URISyntaxException {
        var heard = testMethods()
                .filter(method -> method.isAnnotationPresent(Hears.class))
                .flatMap(method -> Stream.of(method.getAnnotation(Hears.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
        var missing = new TreeSet<>(Catalogue.names(Catalogue.CONTRACT.fromServer(), ServerEvent::name));
        missing.removeAll(heard);
        assertEquals(List.of(), List.copyOf(missing), "no test is marked @Hears(…) for these");
    }

    @Test
    void aHandlerIsNamedAfterItsEvent() {
        for (var event : Catalogue.CONTRACT.fromClients()) {
            assertEquals(Names.type(event.name()), event.where());
        }
    }

    @Test
    void rowsAreInAlphabeticalOrder() {
        var contract = Catalogue.CONTRACT;
        for (var names : List.of(
                Catalogue.names(contract.fromClients(), ClientEvent::name),
                Catalogue.names(contract.fromServer(), ServerEvent::name))) {
            assertEquals(names.stream().sorted().toList(), names);
        }
    }

    @Test
    void anActorNoticesWhatIsNotDocumented() {
        var right = Actor.json(
                "{'socketId':'s','userId':'ann','organizationId':'acme','timestamp':'2026-01-01T00:00:00.000Z'}");
        Catalogue.requireDocumented("connected", right);
        for (var wrong : List.of(
                "{}",
                "{'socketId':'s','userId':'ann','organizationId':'acme','timestamp':'2026'}",
                "{'socketId':'s','userId':null,'organizationId':'acme','timestamp':'2026-01-01T00:00:00.000Z'}",
                "{'socketId':7,'userId':'ann','organizationId':'acme','timestamp':'2026-01-01T00:00:00.000Z'}",
                "{'socketId':'s','userId':'ann','organizationId':'acme','timestamp':'2026-01-01T00:00:00.000Z','a':1}")) {
            var payload = Actor.json(wrong);
            assertThrows(AssertionError.class, () -> Catalogue.requireDocumented("connected", payload), wrong);
        }
    }

    private static Stream<Method> testMethods() throws IOException, URISyntaxException {
        var source = CatalogueTest.class.getResource("CatalogueTest.class");
        try (var files = Files.list(Path.of(source.toURI()).getParent())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(CatalogueTest::load)
                    .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(CatalogueTest.class.getPackageName() + "." + file.substring(0, file.length() - 6));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /// What is made from the code and kept in the repository.
    enum Document {
        ASYNC_API("docs/asyncapi.yaml"),
        OPEN_API("docs/openapi.yaml"),
        TABLES("docs/events.md"),
        TYPES("clients/types/rotunda.d.ts");

        private final String path;

        Document(String path) {
            this.path = path;
        }

        private String written(Contract contract) {
            return switch (this) {
                case ASYNC_API -> AsyncApi.yaml(contract);
                case OPEN_API -> OpenApi.yaml(Catalogue.CALLS);
                case TABLES -> Markdown.page(contract);
                case TYPES -> TypeScript.declarations(contract);
            };
        }
    }
}
