// One client's stay in one room: how it enters, and how it comes back without losing anything.

import { pause } from "./pause.js";

const RETRY_MS = 100;
const RECENT = 20;

export class Stay {
  room;
  settled = false; // in the room, and sent all that was missed
  recent = []; // ids of the messages that came last
  #client;
  #last = null; // the newest message up to which nothing is missing: { id, seq }
  #after = null; // what was asked for last
  #page = null; // waits for a page
  #turn = 0;
  #away = false;
  #leaving = false; // asked to leave, and not answered

  constructor(client, room) {
    this.#client = client;
    this.room = room;
  }

  /** The position of the newest message that was heard. */
  get seq() {
    return this.#last?.seq ?? 0;
  }

  /** The connection is there again. What was not sent to its end is asked for again even if the client was recovered. */
  async connected(recovered) {
    const perhapsLeft = this.#leaving;
    this.#leaving = false;
    if (recovered && this.settled && !perhapsLeft) return;
    this.settled = false;
    await this.#enter();
  }

  lost() {
    this.#turn++;
    this.#page?.(null);
  }

  /** Goes, stays away for a moment while the others go on talking, and comes back. */
  async wander(awayMs) {
    if (!this.settled || this.#away) return;
    this.#away = true;
    const turn = ++this.#turn;
    this.#leaving = true;
    await this.#client.ask(this.room.leave, this.room, this.room.address);
    if (turn === this.#turn) {
      this.#leaving = false;
      this.settled = false; // not before: until the answer everything still comes
    }
    await pause(awayMs);
    this.#away = false;
    if (turn === this.#turn && this.#client.live) await this.#enter();
  }

  heard(message) {
    this.recent.push(message.id);
    if (this.recent.length > RECENT) this.recent.shift();
    if (this.settled && message.seq > this.seq) this.#last = { id: message.id, seq: message.seq };
  }

  /** A page of what was missed, or of the latest. */
  replayed(messages, events, hasMore, recovered) {
    const after = this.#after;
    this.#client.record("replay", { room: this.room.name, after, messages, events, hasMore, recovered });
    const newest = messages.at(-1);
    if (newest && newest.seq > this.seq) this.#last = { id: newest.id, seq: newest.seq };
    for (const { id } of messages.slice(-RECENT)) this.recent.push(id);
    this.recent.splice(0, this.recent.length - RECENT);
    // Without a last message `hasMore` speaks of what is older.
    const more = hasMore && after !== null;
    if (!more) this.settled = true;
    this.#page?.(more);
  }

  async #enter() {
    const turn = ++this.#turn;
    while (turn === this.#turn) {
      const after = (this.#after = this.#last?.id ?? null);
      const page = new Promise((resolve) => (this.#page = resolve));
      const { outcome, answer, code } = await this.#client.ask(this.room.enter, this.room, {
        ...this.room.address,
        ...(after && { lastMessageId: after }),
      });
      if (turn !== this.#turn) return;
      if (outcome === "ok") {
        this.#client.record("joined", { room: this.room.name, seq: answer.seq });
        const more = await page;
        if (!more) return;
      } else if (code === "NOT_FOUND") {
        this.#last = null; // it cannot be continued: from the start
      } else {
        await pause(RETRY_MS);
      }
    }
  }
}
