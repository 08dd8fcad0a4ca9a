// What a stock socket.io-client hears as an operator, in the namespace /admin.

import { io } from "socket.io-client";
import { inspect } from "node:util";
import { PATIENCE_MS } from "./client.js";

export const USERNAME = "operator";
export const PASSWORD = "correct horse";

/** For a server whose operator this is; the cheapest hash of the password, as tests log in often. */
export const ADMIN = {
  ADMIN_USERNAME: USERNAME,
  ADMIN_PASSWORD_BCRYPT: "$2a$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn.",
};

export class Operator {
  /** @param t the test after which it leaves */
  static open(t, server, auth = { username: USERNAME, password: PASSWORD }, options = {}) {
    const operator = new Operator(server, auth, options);
    t.after(() => operator.socket.close());
    operator.socket.connect();
    return operator;
  }

  heard = []; // { event, args, taken }
  sockets = new Map(); // as the page shows them, by id
  #waiting = new Set();
  #conditions = new Set();

  constructor(server, auth, options) {
    this.socket = io(`${server.url}/admin`, { reconnection: false, forceNew: true, autoConnect: false, auth, ...options });
    this.socket.onAny((event, ...args) => this.#record(event, args));
    this.socket.on("connect_error", (error) => this.#record("connect_error", [error.message]));
    this.socket.on("disconnect", (reason) => this.#record("disconnect", [reason]));
  }

  /** The arguments of the next event of that name that fits and was not taken yet. */
  next(event, fits = () => true) {
    const there = this.heard.find((one) => one.event === event && !one.taken && fits(...one.args));
    if (there) {
      there.taken = true;
      return Promise.resolve(there.args);
    }
    return new Promise((resolve, reject) => {
      const waiter = { event, fits, resolve };
      waiter.timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        const last = this.heard.slice(-12).map(({ event, args }) => `  ${event} ${inspect(args, { depth: 3, breakLength: Infinity }).slice(0, 300)}`);
        reject(new Error(`no ${event} in ${PATIENCE_MS} ms; the last that came:\n${last.join("\n")}`));
      }, PATIENCE_MS);
      this.#waiting.add(waiter);
    });
  }

  /** All events of that name so far. */
  saw(event) {
    return this.heard.filter((one) => one.event === event).map((one) => one.args);
  }

  /** Waits until this operator is shown the sockets and told of changes, and returns the sockets. */
  async sees() {
    const [sockets] = await this.next("all_sockets");
    return sockets;
  }

  /** Waits until what this operator is shown is so. */
  until(so) {
    if (so(this.sockets)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const condition = () => so(this.sockets) && (this.#conditions.delete(condition), clearTimeout(timer), resolve());
      const timer = setTimeout(() => reject(new Error(`not so in ${PATIENCE_MS} ms: ${so}; shown: ${inspect([...this.sockets.values()], { depth: 1 })}`)), PATIENCE_MS);
      this.#conditions.add(condition);
    });
  }

  /** Waits until a client is shown in a room. */
  seesIn(client, room) {
    return this.until((sockets) => sockets.get(client.id)?.rooms.includes(room));
  }

  /** What the page's own store does with it. */
  #show(event, args) {
    const socket = this.sockets.get(args[2]);
    if (event === "all_sockets") this.sockets = new Map(args[0].map((one) => [one.id, structuredClone(one)]));
    else if (event === "socket_connected") this.sockets.set(args[0].id, structuredClone(args[0]));
    else if (event === "socket_updated") Object.assign(this.sockets.get(args[0].id) ?? {}, args[0]);
    else if (event === "socket_disconnected") this.sockets.delete(args[1]);
    else if (event === "room_joined") socket?.rooms.push(args[1]);
    else if (event === "room_left") socket?.rooms.splice(socket.rooms.indexOf(args[1]), 1);
    for (const condition of this.#conditions) condition();
  }

  #record(event, args) {
    this.#show(event, args);
    const one = { event, args, taken: false };
    this.heard.push(one);
    for (const waiter of this.#waiting) {
      if (waiter.event === event && waiter.fits(...args)) {
        this.#waiting.delete(waiter);
        clearTimeout(waiter.timer);
        one.taken = true;
        waiter.resolve(args);
        return;
      }
    }
  }
}
