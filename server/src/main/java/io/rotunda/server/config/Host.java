package io.rotunda.server.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the server listens: an address, or a name that the system resolves.
public record Host(String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");
    static final Host LOOPBACK = new Host("127.0.0.1");
    static final Host ANY = new Host("0.0.0.0");

    public Host {
        if (literal(name).isEmpty() && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a host");
        }
    }

    /// Whether only this machine can reach it. Other names than `localhost` are not resolved: what they mean may be
    /// different a moment later.
    public boolean loopback() {
        return name.equalsIgnoreCase("localhost")
                || literal(name).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /// The address for a browser on this machine.
    public String inUrl() {
        var address = literal(name);
        if (address.map(InetAddress::isAnyLocalAddress).orElse(false)) {
            return LOOPBACK.name;
        }
        return name.contains(":") ? "[" + name + "]" : name;
    }

    private static Optional<InetAddress> literal(String name) {
        try {
            return Optional.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
