// A stock socket.io-client of one user at one device. It keeps its name over all reconnects, comes back by itself, and
// writes down everything that it asks and hears, in the order in which it does.

import { io } from "socket.io-client";
import { token } from "../../e2e/lib/token.js";
import { record } from "./history.js";
import { until } from "./pause.js";
import { Stay } from "./stay.js";

const ANSWER_MS = 8_000; // the server gives up after 5 s
const RECONNECTING = { reconnectionDelay: 30, reconnectionDelayMax: 300, randomizationFactor: 0.5, timeout: 3_000 };
const TRANSPORTS = { websocket: ["websocket"], polling: ["polling"], upgrade: ["polling", "websocket"] };

let ops = 0;
export const counts = { acked: 0, failed: 0, unknown: 0 };

export class Client {
  who;
  live = false; // connected, and everything that was missed while recovering has been heard
  stays;
  #socket;

  /** @param who { client, user, org, customers, role, transport, tokenRole } */
  constructor(url, secret, who, rooms) {
    this.who = who;
    this.stays = rooms.map((room) => new Stay(this, room));
    const { client, user, org, customers, role, transport } = who;
    record("client", { client, user, org, customers, role, transport });
    this.#socket = io(url, {
      ...RECONNECTING,
      transports: TRANSPORTS[transport],
      forceNew: true,
      autoConnect: false,
      auth: (send) => send({ token: token({ user, name: `${org}/${user}`, org, customerIds: customers, role: who.tokenRole }, { secret }) }),
    });
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("disconnect", (reason) => this.#disconnected(reason));
    this.#socket.on("connect_error", () => this.#comeBack());
    this.#socket.onAny((event, payload) => this.#heard(event, payload));
  }

  connect() {
    this.#socket.connect();
  }

  close() {
    this.#socket.disconnect();
  }

  record(type, fields) {
    record(type, { client: this.who.client, ...fields });
  }

  stayIn(room) {
    return this.stays.find((stay) => stay.room === room);
  }

  get settled() {
    return this.live && this.stays.every((stay) => stay.settled);
  }

  alive() {
    return until(() => this.live);
  }

  /** Asks once. No answer says nothing about what became of it. */
  ask(event, room, request) {
    const op = ++ops;
    this.record("invoke", { op, event, room: room.name, request });
    return new Promise((resolve) => {
      this.#socket.timeout(ANSWER_MS).emit(event, request, (error, answer) => {
        if (error) {
          counts.unknown++;
          this.record("unknown", { op });
          resolve({ outcome: "unknown" });
        } else if (answer.success) {
          counts.acked++;
          this.record("ok", { op, answer });
          resolve({ outcome: "ok", answer });
        } else {
          counts.failed++;
          const { code, retryAfterMs } = answer.error;
          this.record("fail", { op, code });
          resolve({ outcome: "fail", code, retryAfterMs });
        }
      });
    });
  }

  #connected() {
    const recovered = this.#socket.recovered;
    this.record("connect", { sid: this.#socket.id, recovered });
    this.live = true;
    for (const stay of this.stays) stay.connected(recovered);
  }

  #disconnected(reason) {
    this.live = false;
    this.record("disconnect", { reason });
    for (const stay of this.stays) stay.lost();
    this.#comeBack();
  }

  /** After a refusal or a farewell the stock client waits for its application. */
  #comeBack() {
    if (!this.#socket.active) setTimeout(() => this.#socket.connect(), RECONNECTING.reconnectionDelayMax);
  }

  #heard(event, payload) {
    const recovered = !this.live;
    const stay = this.#stayOf(payload);
    if (event === "channel:history") {
      stay.replayed(payload.messages, payload.missed_events, payload.hasMore, recovered);
    } else if (event === "conversation:rejoined") {
      stay.replayed(payload.missed_messages, payload.missed_events, payload.hasMore, recovered);
    } else {
      this.record("deliver", { event, room: stay?.room.name ?? null, payload, recovered });
      if (event === "message:new") stay.heard(payload);
    }
  }

  #stayOf({ channelId, conversationId }) {
    return this.stays.find(({ room }) => (channelId ?? conversationId) === room.id);
  }
}
