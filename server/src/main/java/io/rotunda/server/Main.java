package io.rotunda.server;

/// Where the process starts.
public final class Main {
    private Main() {}

    static void main() {
        IO.println("usage: scripts/serve [--help]");
    }
}
