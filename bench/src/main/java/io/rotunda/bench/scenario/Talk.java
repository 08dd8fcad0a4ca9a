package io.rotunda.bench.scenario;

/// What is said, and how it is recognized when it is heard.
interface Talk {
    /// The packet with a sender's next event; valid until the next call.
    byte[] packet(int sender, int number);

    /// Whether the sender hears itself.
    boolean echoes();

    /// Whether each event is answered with `message:sent`.
    boolean isAnswered();

    /// Whether this event is one of ours, heard by a member of the room.
    boolean isDelivery(byte[] bytes, int from, int to);

    /// Whether this event answers one of ours.
    boolean isAnswer(byte[] bytes, int from, int to);

    /// Who sent what is heard, or -1.
    int sender(byte[] bytes, int from, int to);

    /// Which of its sender's events it is, or -1 if it does not say.
    int number(byte[] bytes, int from, int to);
}
