package io.rotunda.handlers.schema;

/// What things that are made for an event are called.
public final class Names {
    private Names() {}

    /// `conversation:mark_read` → `ConversationMarkRead`.
    public static String type(String event) {
        var name = new StringBuilder();
        for (var word : event.split("[:_-]", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
