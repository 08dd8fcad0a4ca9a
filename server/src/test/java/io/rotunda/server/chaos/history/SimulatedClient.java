package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A client of a [SimulatedRun].
final class SimulatedClient {
    final String name;
    final String organization;
    final String user;
    final List<String> rooms;
    final Map<String, String> lastMessage = new HashMap<>();
    final List<ObjectNode> missed = new ArrayList<>();
    boolean away;

    SimulatedClient(String organization, String user, List<String> rooms) {
        this.name = organization + "/" + user;
        this.organization = organization;
        this.user = user;
        this.rooms = rooms;
    }
}
