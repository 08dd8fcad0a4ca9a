package io.rotunda.server.config;

/// One variable: parsing, `--help` and the documentation all come from here.
///
/// @param unset what holds when it is not set
/// @param literal whether `unset` is itself a value, and not a description of what happens then
/// @param secret whether its value must not be shown
public record Variable<T>(
        String name, Kind<T> kind, String unset, boolean literal, boolean secret, String description) {

    static <T> Variable<T> of(String name, Kind<T> kind, String standard, String description) {
        return new Variable<>(name, kind, standard, true, false, description);
    }

    static <T> Variable<T> optional(String name, Kind<T> kind, String unset, String description) {
        return new Variable<>(name, kind, unset, false, false, description);
    }

    Variable<T> masked() {
        return new Variable<>(name, kind, unset, literal, true, description);
    }

    public String allowed() {
        return kind.allowed();
    }

    /// @throws Misconfigured if the text is not allowed
    T read(String text) {
        try {
            return kind.reader().apply(text);
        } catch (Kind.Unreadable e) {
            throw fault(text, "cannot be read (" + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            // The message of a parser quotes what it was given.
            throw fault(text, "cannot be read");
        }
    }

    private Misconfigured fault(String text, String what) {
        return new Misconfigured(
                name + "=" + (secret ? "***" : printable(text)) + " " + what + "; allowed: " + allowed());
    }

    private static String printable(String text) {
        var line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
