// One channel: joins, joins again after every reconnect, keeps what was written until the server has it.

import { Timeline } from "./timeline.js";
import { Typists, TypingSignal } from "./typing.js";

const PAGE = 50;
const AGAIN_MS = 2_000;
const TRY_AGAIN = new Set(["UNAVAILABLE", "RATE_LIMIT_EXCEEDED"]);

export class Channel {
  /** `joining`, `joined`, `refused` or `away` (no connection). */
  state = "away";
  refusal = null;
  members = 0;
  hasEarlier = false;
  unread = 0;
  draft = ""; // what stands in the composer while another channel is looked at
  timeline;
  typists;
  signal;

  #connection;
  #changed;
  #outbox = []; // the first one is on its way, the others wait for it: so their order is kept
  #pumping = false;
  #mark; // the last message before which nothing is missing
  #askedAfter;
  #caughtUp = false;

  constructor(id, { connection, userId, changed }) {
    this.id = id;
    this.#connection = connection;
    this.#changed = changed;
    this.timeline = new Timeline(userId);
    this.typists = new Typists(changed);
    this.signal = new TypingSignal((event) => this.state === "joined" && connection.tell(event, { channelId: id }));
  }

  async join() {
    this.state = "joining";
    this.#caughtUp = false;
    this.#askedAfter = this.#mark;
    this.#changed();
    const payload = this.#mark ? { lastMessageId: this.#mark } : {};
    // Who comes and goes from here on is announced behind the answer, and counted from its number.
    const answer = await this.#ask("channel:join", payload, (answer) => (this.members = answer.members ?? 0));
    if (answer === null) {
      if (this.#connection.connected) setTimeout(() => this.state === "joining" && this.join(), AGAIN_MS);
      return;
    }
    if (answer.success) {
      this.state = "joined";
      this.#pump();
    } else if (this.#mark && answer.error.code === "NOT_FOUND") {
      // The mark is of another life of this server: start over.
      this.#mark = undefined;
      this.timeline.forget();
      return this.join();
    } else if (TRY_AGAIN.has(answer.error.code)) {
      setTimeout(() => this.state === "joining" && this.join(), answer.error.retryAfterMs ?? AGAIN_MS);
    } else {
      this.state = "refused";
      this.refusal = answer.error;
    }
    this.#changed();
  }

  leave() {
    this.state = "away";
    this.signal.sent();
    this.#connection.tell("channel:leave", { channelId: this.id });
  }

  cutOff() {
    if (this.state !== "refused") this.state = "away";
    this.signal.sent();
    this.typists.forget();
    this.#changed();
  }

  /** `channel:history`: the newest page, or what was missed since the mark. */
  history({ messages, hasMore }) {
    for (const message of messages) this.timeline.accept(message);
    if (messages.length > 0) this.#mark = messages.at(-1).id;
    if (this.#askedAfter === undefined) this.hasEarlier = hasMore;
    else if (hasMore && messages.length > 0) return this.join();
    this.#caughtUp = true;
    this.#changed();
  }

  async loadEarlier() {
    const answer = await this.#ask("channel:history", { before: this.timeline.oldestId, limit: PAGE });
    if (!answer?.success) return;
    for (const message of answer.messages) this.timeline.accept(message);
    this.hasEarlier = answer.hasMore;
    this.#changed();
  }

  /** `message:new` */
  received(message) {
    this.timeline.accept(message);
    this.typists.stop(message);
    // While pages are still missing, a live message must not stand for them.
    if (this.#caughtUp) this.#mark = message.id;
    this.#changed();
  }

  edited(messageId, content) {
    this.timeline.edit(messageId, content);
    this.#changed();
  }

  erased(messageId) {
    this.timeline.erase(messageId);
    this.#changed();
  }

  entered() {
    this.members++;
    this.#changed();
  }

  left({ userId }) {
    this.members--;
    this.typists.stop({ userId });
    this.#changed();
  }

  write(userName, content) {
    const entry = this.timeline.write({
      optimisticId: randomId(),
      userName,
      content,
      createdAt: new Date().toISOString(),
    });
    this.signal.sent();
    this.#post(entry);
  }

  retry(optimisticId) {
    const entry = this.timeline.retry(optimisticId);
    if (entry) this.#post(entry);
  }

  discard(optimisticId) {
    this.timeline.discard(optimisticId);
    this.#changed();
  }

  #post(entry) {
    this.#outbox.push(entry);
    this.#changed();
    this.#pump();
  }

  async #pump() {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.state === "joined" && this.#outbox.length > 0) {
      const { optimisticId, content } = this.#outbox[0];
      const answer = await this.#ask("message:send", { content, optimisticId });
      // No answer: it may be stored or not. The same optimisticId makes it safe to send again.
      if (answer === null || (!answer.success && TRY_AGAIN.has(answer.error.code))) {
        if (!this.#connection.connected) break;
        await pause(answer?.error.retryAfterMs ?? AGAIN_MS);
        continue;
      }
      this.#outbox.shift();
      if (answer.success) this.timeline.confirm(optimisticId, answer);
      else this.timeline.fail(optimisticId, answer.error);
      this.#changed();
    }
    this.#pumping = false;
  }

  /** The answer, or null when there was none. */
  #ask(event, payload, atOnce) {
    return this.#connection.ask(event, { channelId: this.id, ...payload }, atOnce).catch(() => null);
  }
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/** Not `randomUUID`: that exists only in secure contexts, and a page in the office network is none. */
function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
