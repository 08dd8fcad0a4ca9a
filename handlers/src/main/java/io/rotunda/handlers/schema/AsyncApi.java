package io.rotunda.handlers.schema;

import static io.rotunda.handlers.schema.JsonSchema.map;

import io.rotunda.handlers.schema.Contract.ClientEvent;
import io.rotunda.handlers.schema.Contract.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The contract as an AsyncAPI 3 document, from the server's side: it receives what clients send, and replies
/// to a callback. One channel, the namespace; the name of an event is the name of its message.
public final class AsyncApi {
    private static final String ABOUT = """
            A Socket.IO-compatible room server: Socket.IO protocol v5 over Engine.IO v4, WebSocket and HTTP \
            long-polling. Each message here is an event: its name is the name of the event, its payload the one \
            argument. The reply is what the acknowledgement callback gets, if the client gave one; an event that \
            failed also causes the event error.""";
    private static final String TOKEN = """
            In auth.token of the client, which travels in the CONNECT packet; an Authorization header for clients \
            that cannot set it.""";

    private static final Map<String, Object> CHANNEL = reference("channels/namespace");

    private final Map<String, Object> messages = map();
    private final Map<String, Object> mentions = map();
    private final Map<String, Object> operations = map();

    private AsyncApi() {}

    /// The document in YAML, the same for the same contract.
    public static String yaml(Contract contract) {
        var document = new AsyncApi();
        contract.fromClients().forEach(document::receives);
        contract.fromServer().forEach(document::sends);
        return Yaml.write(document.complete(contract));
    }

    private Map<String, Object> complete(Contract contract) {
        return map(
                "asyncapi",
                "3.1.0",
                "info",
                map(
                        "title",
                        "Rotunda",
                        "version",
                        Contract.VERSION,
                        "description",
                        ABOUT,
                        "license",
                        map("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")),
                "defaultContentType",
                "application/json",
                "servers",
                map("rotunda", server()),
                "channels",
                map("namespace", map("address", "/", "title", "The default namespace", "messages", mentions)),
                "operations",
                operations,
                "components",
                map(
                        "securitySchemes",
                        map(
                                "token",
                                map("type", "http", "scheme", "bearer", "bearerFormat", "JWT", "description", TOKEN)),
                        "schemas",
                        map("refusal", JsonSchema.of(contract.refusal())),
                        "messages",
                        messages));
    }

    private static Map<String, Object> server() {
        return map(
                "host",
                "{host}",
                "pathname",
                "/socket.io/",
                "protocol",
                "socket.io",
                "protocolVersion",
                "5",
                "variables",
                map("host", map("default", "localhost:8080", "description", "Where the server is.")),
                "security",
                List.of(reference("components/securitySchemes/token")));
    }

    private void receives(ClientEvent event) {
        var key = Names.type(event.name());
        var request = message(key + "Request", event.name(), event.summary(), JsonSchema.of(event.payload()));
        var answer = message(
                key + "Answer",
                event.name() + " answer",
                "What the callback of " + event.name() + " gets.",
                map("oneOf", List.of(success(event), reference("components/schemas/refusal"))));
        operations.put(
                "receive" + key,
                map(
                        "action",
                        "receive",
                        "channel",
                        CHANNEL,
                        "title",
                        event.name(),
                        "summary",
                        event.summary(),
                        "description",
                        "Counts against: " + event.budget() + ".",
                        "messages",
                        List.of(request),
                        "reply",
                        map("channel", CHANNEL, "messages", List.of(answer))));
    }

    private static Map<String, Object> success(ClientEvent event) {
        var fields = new ArrayList<Schema.Field>();
        fields.add(Schema.Field.required("success", new Schema.Always(true)));
        fields.addAll(event.answer().fields());
        return JsonSchema.of(new Schema.Shape(fields));
    }

    private void sends(ServerEvent event) {
        var key = Names.type(event.name());
        var message = message(key + "Event", event.name(), event.summary(), JsonSchema.of(event.payload()));
        operations.put(
                "send" + key,
                map(
                        "action",
                        "send",
                        "channel",
                        CHANNEL,
                        "title",
                        event.name(),
                        "summary",
                        event.summary(),
                        "messages",
                        List.of(message)));
    }

    private Map<String, Object> message(String key, String name, String summary, Map<String, Object> payload) {
        messages.put(key, map("name", name, "title", name, "summary", summary, "payload", payload));
        mentions.put(key, reference("components/messages/" + key));
        return reference("channels/namespace/messages/" + key);
    }

    private static Map<String, Object> reference(String path) {
        return map("$ref", "#/" + path);
    }
}
