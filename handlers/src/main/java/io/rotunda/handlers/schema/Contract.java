package io.rotunda.handlers.schema;

import io.rotunda.handlers.schema.Schema.Shape;
import java.util.List;

/// Every event, in the order in which the documents list them.
///
/// @param refusal what a callback gets when the event failed
public record Contract(List<ClientEvent> fromClients, List<ServerEvent> fromServer, Shape refusal) {
    /// Of the contract, not of the program: it rises with what clients can notice.
    public static final String VERSION = "1.0.0";

    public Contract {
        fromClients = List.copyOf(fromClients);
        fromServer = List.copyOf(fromServer);
    }

    /// An event that clients send.
    ///
    /// @param summary one sentence
    /// @param where the class that handles it
    /// @param budget what it counts against, in words
    /// @param answer what a callback gets beside `success: true`
    public record ClientEvent(String name, String summary, String where, String budget, Shape payload, Shape answer) {}

    /// An event that the server sends.
    ///
    /// @param summary one sentence
    /// @param where the class that it is written in
    public record ServerEvent(String name, String summary, String where, Shape payload) {}
}
