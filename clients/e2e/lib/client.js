// A stock socket.io-client that remembers what it got, so that a test asks for it in its own time.

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { io } from "socket.io-client";

export const PATIENCE_MS = 30_000;

/** What a transport is called in a test's name, and the client's options for it. */
export const TRANSPORTS = {
  "websocket only": { transports: ["websocket"] },
  "polling only": { transports: ["polling"] },
  "polling, then upgrade": {},
};

export class Client {
  #seen = []; // { event, data, taken }
  #waiting = new Set();
  #contract;
  #problems = [];

  /** @param contract what everything that is heard is held to */
  constructor(url, options, contract) {
    this.#contract = contract;
    this.socket = io(url, { reconnection: false, forceNew: true, autoConnect: false, ...options });
    this.socket.onAny((event, ...args) => {
      this.#note(contract?.ofEvent(event, args));
      this.#record(event, args[0]);
    });
    for (const event of ["connect", "connect_error", "disconnect"]) {
      this.socket.on(event, (data) => this.#record(event, data));
    }
    this.socket.io.on("open", () => {
      this.socket.io.engine.on("upgrade", (transport) => this.#record("upgrade", transport.name));
    });
  }

  get id() {
    return this.socket.id;
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  open() {
    this.socket.connect();
    return this;
  }

  /** The next event of that name that nobody has taken yet, whether it is there already or still to come. */
  next(event, fits = () => true, patience = PATIENCE_MS) {
    const there = this.#seen.find((one) => one.event === event && !one.taken && fits(one.data));
    if (there) {
      there.taken = true;
      return Promise.resolve(there.data);
    }
    return new Promise((resolve, reject) => {
      const waiter = { event, fits, resolve };
      waiter.timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        const last = this.#seen.slice(-12).map((one) => `  ${one.event} ${inspect(one.data, { depth: 2, breakLength: Infinity }).slice(0, 200)}`);
        reject(new Error(`no ${event} in ${patience} ms; the last that came:\n${last.join("\n")}`));
      }, patience);
      this.#waiting.add(waiter);
    });
  }

  /** Everything of that name so far, taken or not. */
  saw(event) {
    return this.#seen.filter((one) => one.event === event).map((one) => one.data);
  }

  /** The names of everything so far, in the order in which it came. */
  get events() {
    return this.#seen.map((one) => one.event);
  }

  /** Everything so far, in the order in which it came. */
  get heard() {
    return this.#seen.map(({ event, data }) => ({ event, data }));
  }

  /** The server's answer. */
  async ask(event, ...args) {
    const answer = await this.socket.timeout(PATIENCE_MS).emitWithAck(event, ...args);
    this.#note(this.#contract?.ofAnswer(event, answer));
    return answer;
  }

  /** The server's answer, which must be a success. */
  async does(event, ...args) {
    const answer = await this.ask(event, ...args);
    assert.equal(answer.success, true, `${event}: ${inspect(answer)}`);
    return answer;
  }

  /** The error with which the server refuses; the `error` event that goes with it is taken too. */
  async isRefused(event, ...args) {
    const answer = await this.ask(event, ...args);
    assert.equal(answer.success, false, `${event}: ${inspect(answer)}`);
    await this.next("error", (error) => error.code === answer.error.code && error.event === event);
    return answer.error;
  }

  tell(event, ...args) {
    this.socket.emit(event, ...args);
  }

  /** Joins and returns the answer together with the history that comes beside it. */
  async joins(channelId, more = {}) {
    const answer = await this.does("channel:join", { channelId, ...more });
    const history = await this.next("channel:history", (one) => one.channelId === channelId);
    return { answer, history };
  }

  says(channelId, content, more = {}) {
    return this.does("message:send", { channelId, content, ...more });
  }

  hears(content) {
    return this.next("message:new", (message) => message.content === content);
  }

  /** Fails if anything that was heard is not as the server documents it. */
  heardWhatIsDocumented() {
    assert.deepEqual(this.#problems, []);
  }

  close() {
    this.socket.disconnect();
    for (const { timer } of this.#waiting) clearTimeout(timer);
  }

  #note(problem) {
    if (problem && this.#problems.length < 20) this.#problems.push(problem);
  }

  #record(event, data) {
    const one = { event, data, taken: false };
    this.#seen.push(one);
    for (const waiter of this.#waiting) {
      if (waiter.event !== event || !waiter.fits(data)) continue;
      clearTimeout(waiter.timer);
      this.#waiting.delete(waiter);
      one.taken = true;
      waiter.resolve(data);
      return;
    }
  }
}
