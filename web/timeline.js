// The messages of one channel: each once, in the room's order, and after them those still on their way.

export class Timeline {
  #userId;
  #confirmed = []; // ascending seq
  #byId = new Map();
  #drafts = new Map(); // by optimisticId, in the order written

  constructor(userId) {
    this.#userId = userId;
  }

  get entries() {
    return [...this.#confirmed, ...this.#drafts.values()];
  }

  get oldestId() {
    return this.#confirmed[0]?.id;
  }

  /** A message that its author has just written: shown before the server knows of it. */
  write({ optimisticId, userName, content, createdAt }) {
    const entry = { key: optimisticId, optimisticId, userId: this.#userId, userName, content, createdAt, state: "pending" };
    this.#drafts.set(optimisticId, entry);
    return entry;
  }

  /** A message as the server tells it, live or from history. The same one may come more than once. */
  accept(message) {
    if (this.#byId.has(message.id)) return;
    // Only our own: somebody else may use the same optimisticId, and must not take our place.
    const draft = message.userId === this.#userId ? this.#drafts.get(message.optimisticId) : undefined;
    const { id, seq, userId, userName, content, createdAt } = message;
    this.#place(Object.assign(draft ?? { key: id }, { id, seq, userId, userName, content, createdAt }));
  }

  /** The server's answer to a send. It may come before or after the message itself. */
  confirm(optimisticId, { id, seq, timestamp }) {
    const draft = this.#drafts.get(optimisticId);
    if (!draft) return;
    if (this.#byId.has(id)) this.#drafts.delete(optimisticId);
    else this.#place(Object.assign(draft, { id, seq, createdAt: timestamp }));
  }

  /** The server will not have it: `why` is shown beside the message. */
  fail(optimisticId, why) {
    const draft = this.#drafts.get(optimisticId);
    if (draft) Object.assign(draft, { state: "failed", why });
  }

  /** The author tries again: what was refused is on its way once more. */
  retry(optimisticId) {
    const draft = this.#drafts.get(optimisticId);
    if (draft) Object.assign(draft, { state: "pending", why: undefined });
    return draft;
  }

  discard(optimisticId) {
    this.#drafts.delete(optimisticId);
  }

  edit(messageId, content) {
    const entry = this.#byId.get(messageId);
    if (entry) Object.assign(entry, { content, edited: true });
  }

  erase(messageId) {
    const entry = this.#byId.get(messageId);
    if (entry) entry.content = "";
  }

  /** Drops everything that came from the server; what is still on its way stays. */
  forget() {
    this.#confirmed = [];
    this.#byId.clear();
  }

  #place(entry) {
    this.#drafts.delete(entry.optimisticId);
    entry.state = "sent";
    this.#byId.set(entry.id, entry);
    let at = this.#confirmed.length;
    while (at > 0 && this.#confirmed[at - 1].seq > entry.seq) at--;
    this.#confirmed.splice(at, 0, entry);
  }
}
