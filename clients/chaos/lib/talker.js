// Makes a client talk: several things at a time, each until it is known what became of it.

import { pause } from "./pause.js";

const VOICES = 3;
const MINE = 20;
const TRANSIENT = new Set(["UNAVAILABLE", "RATE_LIMIT_EXCEEDED", "OVERLOADED"]);
const DEEDS = { say: 60, sayMany: 4, edit: 6, erase: 3, react: 8, read: 5, readAll: 1, type: 6, stream: 3, wander: 2, overreach: 2 };
const WORDS = ["plain", "ü € 😀", "\"quoted\" \\ back", "<b>&amp;</b>", "line\nbreak\ttab", "\u2028\u2029", "e\u0301 zero\u200bwidth", "1e3 null true"];
const EMOJI = ["👍", "🎉", ":heart:", "ok"];

export class Talker {
  #client;
  #random;
  #think;
  #mine = new Map(); // room -> ids of own messages
  #names = 0;
  #quiet = false;
  #typing = false;

  /** @param think how long a voice is silent between two deeds: [least, most] in milliseconds */
  constructor(client, random, think) {
    this.#client = client;
    this.#random = random;
    this.#think = think;
  }

  /** Talks until it is told to be quiet, and then until all is known. */
  async talk() {
    await Promise.all(Array.from({ length: VOICES }, () => this.#voice()));
  }

  beQuiet() {
    this.#quiet = true;
  }

  /** Sends a message, again under the same name as long as nobody knows whether it was kept. */
  async send(room, content = this.#words(), more = {}) {
    await this.#insist(room, { ...room.address, content, optimisticId: this.#name(), ...more });
  }

  async #voice() {
    while (!this.#quiet) {
      await pause(this.#random.between(...this.#think));
      await this.#client.alive();
      if (!this.#quiet) await this[this.#random.weighed(DEEDS)](this.#random.of(this.#client.stays));
    }
  }

  /** Sends one message until it is known what became of it. */
  async #insist(room, request) {
    const answer = await this.#askUntilKnown("message:send", room, request);
    if (answer) this.#own(room, answer.id);
  }

  /** Asks again as long as nobody knows; null if it was refused for good. */
  async #askUntilKnown(event, room, request) {
    for (;;) {
      await this.#client.alive();
      const { outcome, answer, code, retryAfterMs } = await this.#client.ask(event, room, request);
      if (outcome === "ok") return answer;
      if (outcome === "fail" && !TRANSIENT.has(code)) return null;
      await pause(Math.min(retryAfterMs ?? 50, 200));
    }
  }

  async say({ room }) {
    const more = this.#random.next() < 0.3 ? this.#trimmings() : {};
    await this.send(room, undefined, more);
  }

  async sayMany({ room }) {
    const messages = Array.from({ length: this.#random.between(2, 12) }, () => ({
      ...room.address, content: this.#words(), optimisticId: this.#name(),
    }));
    const { outcome, answer } = await this.#client.ask("message:send_queued", room, { messages });
    for (const [i, message] of messages.entries()) {
      const result = outcome === "ok" ? answer.results[i] : null;
      if (result?.success) this.#own(room, result.id);
      else if (!result || TRANSIENT.has(result.error.code)) await this.#insist(room, message);
    }
  }

  async edit({ room }) {
    const messageId = this.#oneOfMine(room);
    if (messageId) await this.#client.ask("message:update", room, { ...room.address, messageId, content: this.#words() });
  }

  async erase({ room }) {
    const messageId = this.#oneOfMine(room, true);
    if (messageId) await this.#client.ask("message:delete", room, { ...room.address, messageId });
  }

  async react({ room, recent }) {
    if (recent.length === 0) return;
    const deed = { emoji: this.#random.of(EMOJI), action: this.#random.weighed({ add: 3, remove: 1 }) };
    await this.#client.ask("message:react", room, { ...room.address, messageId: this.#random.of(recent), ...deed });
  }

  async read({ room, recent }) {
    if (recent.length > 0) await this.#client.ask("message:read", room, { ...room.address, messageId: recent.at(-1) });
  }

  async readAll({ room }) {
    if (room.address.conversationId) await this.#client.ask("conversation:mark_read", room, room.address);
  }

  /** One at a time: two of one moment look alike to those who hear them. */
  async type({ room, settled }) {
    if (!settled || this.#typing) return;
    this.#typing = true;
    await this.#client.ask(this.#random.of(["typing:start", "typing:stop"]), room, room.address);
    this.#typing = false;
  }

  /** To its end: one that is left open is ended by the server, when nobody counts on it any more. */
  async stream({ room }) {
    const request = { ...room.address, optimisticId: this.#name() };
    const begun = await this.#askUntilKnown("message:stream_start", room, request);
    if (!begun) return;
    const { messageId } = begun;
    const pieces = this.#random.between(3, 8);
    for (let index = 0; index < pieces; index++) {
      await pause(this.#random.between(10, 60));
      await this.#client.alive();
      const piece = { messageId, index, text: `${index} ${this.#random.of(WORDS)} ` };
      if ((await this.#client.ask("message:stream_chunk", room, piece)).outcome !== "ok") break;
    }
    await this.#askUntilKnown("message:stream_end", room, { messageId });
  }

  /** Asks for what is refused for good. */
  async overreach({ room }) {
    await this.send(room, undefined, { metadata: "not an object" });
  }

  async wander(stay) {
    if (this.#client.who.role !== "observer") await stay.wander(this.#random.between(20, 200));
  }

  #own(room, id) {
    const mine = this.#mine.get(room) ?? [];
    mine.push(id);
    if (mine.length > MINE) mine.shift();
    this.#mine.set(room, mine);
  }

  #oneOfMine(room, take = false) {
    const mine = this.#mine.get(room) ?? [];
    if (mine.length === 0) return null;
    const id = this.#random.of(mine);
    if (take) mine.splice(mine.indexOf(id), 1);
    return id;
  }

  /** The same at both organizations: names of two tenants must not meet either. */
  #name() {
    const { user, client } = this.#client.who;
    return `${user}.${client.split("/").at(-1)}.${++this.#names}`;
  }

  #words() {
    const words = Array.from({ length: this.#random.between(1, 6) }, () => this.#random.of(WORDS));
    return `${this.#client.who.client} #${this.#names + 1} ${words.join(" ")}${"·".repeat(this.#random.between(0, 200))}`;
  }

  #trimmings() {
    return {
      metadata: { b: [1.5, null, { z: "ü" }], a: true, n: this.#random.between(0, 1e9) },
      mentions: ["ann", "bob"],
      attachments: [{ name: "a \"file\".txt", size: this.#random.between(1, 1e6) }],
    };
  }
}
