package io.rotunda.server.wire;

/// Hears what event loops write, from each of them: must be quick, and must not block.
public interface WireWatch {
    /// Nobody listens.
    WireWatch NONE = new WireWatch() {
        @Override
        public void delivered(String event, int clients) {}

        @Override
        public void written(int micros) {}
    };

    /// An event was written to clients of one loop.
    ///
    /// @param event its name, as whoever told it chose it
    void delivered(String event, int clients);

    /// What the members of a room on one loop were told has been given to the system for all of them that read.
    ///
    /// @param micros since it was committed or, if nobody keeps it, told
    void written(int micros);
}
