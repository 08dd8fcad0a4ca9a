package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;

/// Who somebody is: user ids are unique within their organization only. Each user is called
/// `organization/user`, so that what is heard says whose it is.
final class Principals {
    static final String ORGANIZATION = "organizationId";

    private Principals() {}

    /// Of a row of a table.
    static String ofRow(JsonNode row) {
        return row.path(ORGANIZATION).asText() + "/" + row.path("userId").asText();
    }

    /// Of who is named by what was heard; empty if the name is not that of the id.
    static String heard(JsonNode payload) {
        var name = payload.path("userName").asText();
        return name.endsWith("/" + payload.path("userId").asText()) ? name : "";
    }
}
