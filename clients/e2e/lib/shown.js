// What a client shows of one room, from pages of history and from what it hears: the least that keeps it true.

export class Shown {
  #messages = new Map(); // id -> message
  heard = []; // seq of each durable event that came live, in the order in which they came

  /** Messages as they stood when the page was read. */
  page(messages) {
    for (const message of messages) {
      const reactions = new Map(message.reactions.map(({ emoji, userIds }) => [emoji, new Set(userIds)]));
      this.#messages.set(message.id, { ...message, reactions });
    }
  }

  replay(events) {
    for (const { event, data } of events) this.#apply(event, data);
  }

  live(event, data) {
    this.heard.push(data.seq);
    this.#apply(event, data);
  }

  get lastId() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq).at(-1)?.id;
  }

  /** What stands there, in the order of the room, in a form that can be compared. */
  get all() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq).map(({ id, seq, content, metadata, deletedAt, reactions }) => ({
      id, seq, content, metadata, deleted: Boolean(deletedAt),
      reactions: [...reactions].filter(([, users]) => users.size > 0).map(([emoji, users]) => `${emoji} ${[...users].sort()}`).sort(),
    }));
  }

  #apply(event, data) {
    if (event === "message:new") {
      this.#messages.set(data.id, { ...data, reactions: new Map() });
      return;
    }
    const message = this.#messages.get(data.messageId);
    if (!message) return;
    if (event === "message:update") Object.assign(message, { content: data.content, metadata: data.metadata });
    if (event === "message:delete") Object.assign(message, { content: "", metadata: null, deletedAt: data.timestamp, reactions: new Map() });
    if (event === "message:reaction") {
      const users = message.reactions.get(data.emoji) ?? new Set();
      if (data.action === "add") users.add(data.userId);
      else users.delete(data.userId);
      message.reactions.set(data.emoji, users);
    }
  }
}

/** The events that take a position in a room. */
export const DURABLE = ["message:new", "message:update", "message:delete", "message:reaction", "message:read", "message:read:batch"];
