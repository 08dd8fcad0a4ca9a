package io.rotunda.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// What was set, as text: the environment over the file that it names. A blank value counts as not set, because
/// compose files and charts write blanks for what they leave out.
final class Values {
    private final Map<String, String> texts;

    private Values(Map<String, String> texts) {
        this.texts = texts;
    }

    /// What this version cannot do yet. Who sets one of these counts on it: a server that started all the same
    /// would be open where it should be encrypted, take a proxy for its clients, or answer nobody.
    private static final List<String> NOT_YET =
            List.of("TLS_CERT", "TLS_KEY", "TRUSTED_PROXIES", "AGENT_URL", "AGENT_KEY", "AGENT_MODEL");

    static Values of(Map<String, String> environment) {
        for (var name : NOT_YET) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                throw new Misconfigured(name + "=*** is set, but this version cannot do that yet; leave it unset");
            }
        }
        var values = new Values(environment);
        var file = values.find(Variables.CONFIG);
        if (file.isEmpty()) {
            return values;
        }
        var texts = new HashMap<>(fromFile(file.get()));
        environment.forEach((name, text) -> {
            if (!text.isBlank()) {
                texts.put(name, text);
            }
        });
        return new Values(texts);
    }

    <T> Optional<T> find(Variable<T> variable) {
        var text = texts.getOrDefault(variable.name(), "").strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(variable.read(text));
    }

    <T> T get(Variable<T> variable) {
        return find(variable).orElseGet(() -> variable.read(variable.unset()));
    }

    private static Map<String, String> fromFile(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Misconfigured(
                    Variables.CONFIG.name() + "=" + file + " cannot be read; allowed: a properties file in UTF-8");
        }
        var known = Variables.ALL.stream()
                .filter(variable -> !variable.equals(Variables.CONFIG))
                .map(Variable::name)
                .collect(Collectors.toSet());
        var texts = new HashMap<String, String>();
        for (var name : properties.stringPropertyNames()) {
            if (!known.contains(name)) {
                throw new Misconfigured(
                        "the file " + file + " sets " + name + ", which is no variable; --help lists all");
            }
            texts.put(name, properties.getProperty(name));
        }
        return texts;
    }
}
