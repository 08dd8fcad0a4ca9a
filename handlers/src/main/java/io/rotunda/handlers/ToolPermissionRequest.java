package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// `tool:permission:request`: a back end asks the user.
record ToolPermissionRequest(String requestId, String toolName, JsonNode input, String reason, Instant expiresAt)
        implements Outgoing {
    static final int MAX_TOOL_NAME = 128;
    static final int MAX_REASON = 1_000;

    private static final int MAX_INPUT_BYTES = 64 * 1024;

    ToolPermissionRequest {
        requireText("toolName", toolName, 1, MAX_TOOL_NAME);
        requireText("reason", reason, 0, MAX_REASON);
        if (input.isNull() || input.isMissingNode()) {
            throw Rejected.field("input", "is required");
        }
        SoundJson.check("input", input);
        if (Json.write(input).length > MAX_INPUT_BYTES) {
            throw new Rejected(
                    ErrorCode.PAYLOAD_TOO_LARGE, "input: must be at most " + MAX_INPUT_BYTES + " bytes of JSON");
        }
    }

    @Override
    public String eventName() {
        return "tool:permission:request";
    }

    private static void requireText(String name, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            throw Rejected.field(name, "must have " + min + " to " + max + " characters");
        }
        if (!Texts.sound(text)) {
            throw Rejected.field(name, SoundJson.RULE);
        }
    }
}
