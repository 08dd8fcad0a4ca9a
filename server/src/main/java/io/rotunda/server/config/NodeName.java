package io.rotunda.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// What this node is called where there are several, and in every line of its log.
public record NodeName(String text) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final NodeName UNKNOWN = new NodeName("rotunda");

    public NodeName {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("a node's name is plain");
        }
    }

    /// The name of this machine, if it has one.
    public static NodeName ofThisMachine() {
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return PLAIN.matcher(name).matches() ? new NodeName(name) : UNKNOWN;
        } catch (UnknownHostException _) {
            return UNKNOWN;
        }
    }
}
