// One Socket.IO connection and what can be seen of it: its transport, its state, when it tries again.
//
// The client's own reconnection is off, because it does not say when it will try next: here that is shown.

import { io } from "./vendor/socket.io.esm.min.js";

const ANSWER_MS = 10_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const TRY_LATER = new Set(["AUTH_UNAVAILABLE", "OVERLOADED"]);
const REFUSED = /^(AUTH_|TOKEN_)/;

export class Connection {
  /** `connecting`, `connected`, `waiting` (for the next attempt) or `disconnected` (for good, until told to). */
  state = "connecting";
  attempt = 0;
  retryAt = 0;
  why = "";
  signedOut = false; // the token is no good: trying again is of no use
  recovered = false;
  identity = {};

  #socket;
  #watcher;
  #timer;
  #lastError;

  /** @param watcher `changed()` after every change of what is shown, `noted(text)` for the journal */
  constructor(token, { pollingOnly, watcher }) {
    this.#watcher = watcher;
    this.#socket = io({
      auth: { token },
      transports: transports(pollingOnly),
      reconnection: false,
      autoConnect: false,
      forceNew: true,
    });
    this.#watch();
  }

  get transport() {
    return this.#socket.io.engine?.transport?.name ?? "none";
  }

  get connected() {
    return this.#socket.connected;
  }

  get id() {
    return this.#socket.id;
  }

  get secondsLeft() {
    return Math.max(0, Math.ceil((this.retryAt - Date.now()) / 1000));
  }

  on(event, listener) {
    this.#socket.on(event, listener);
  }

  /** Nothing is buffered: what cannot be told now is not told. */
  tell(event, payload) {
    if (this.connected) this.#socket.emit(event, payload);
  }

  /**
   * Resolves with the server's answer; rejects when there is none, and then nobody knows what became of it.
   *
   * @param atOnce called with the answer before the events that came behind it in the same packet; what waits
   *     for the promise runs after them
   */
  ask(event, payload, atOnce) {
    if (!this.connected) return Promise.reject(new Error("not connected"));
    return new Promise((resolve, reject) => {
      this.#socket.timeout(ANSWER_MS).emit(event, payload, (error, answer) => {
        if (error) return reject(error);
        atOnce?.(answer);
        resolve(answer);
      });
    });
  }

  open() {
    clearInterval(this.#timer);
    this.#show("connecting");
    this.#socket.connect();
  }

  /** As if the network had gone: the engine closes, and everything after that is the ordinary way back. */
  drop() {
    this.#socket.io.engine?.close();
  }

  setPollingOnly(pollingOnly) {
    this.#socket.io.opts.transports = transports(pollingOnly);
    this.#watcher.noted(pollingOnly ? "polling only, from the next connection on" : "all transports, from the next connection on");
    if (this.connected) this.drop();
  }

  close() {
    clearInterval(this.#timer);
    this.#socket.off();
    this.#socket.io.off();
    this.#socket.disconnect();
  }

  #watch() {
    const socket = this.#socket;
    socket.io.on("open", () => {
      const engine = socket.io.engine;
      this.#watcher.noted(`open over ${engine.transport.name}`);
      engine.on("upgrade", (transport) => {
        this.#watcher.noted(`upgraded to ${transport.name}`);
        this.#watcher.changed();
      });
      this.#watcher.changed();
    });
    socket.on("connect", () => {
      this.attempt = 0;
      this.#lastError = undefined;
      this.recovered = socket.recovered;
      this.#watcher.noted(socket.recovered ? "connected, nothing missed" : "connected");
      this.#show("connected");
    });
    socket.on("connected", (identity) => {
      this.identity = identity;
      this.#watcher.changed();
    });
    socket.on("error", (error) => {
      this.#lastError = { ...error, at: Date.now() };
    });
    socket.on("connect_error", (error) => this.#refused(error));
    socket.on("disconnect", (reason) => this.#cut(reason));
  }

  #refused(error) {
    const code = error.data?.code ?? "";
    // After a refusal by the server the socket is not active any more; after a fault of the network it is.
    if (this.#socket.active || TRY_LATER.has(code)) this.#wait(code || error.message);
    else this.#end(code ? reason(error.data) : error.message, REFUSED.test(code));
  }

  #cut(how) {
    if (how === "io server disconnect") {
      const last = Date.now() - this.#lastError?.at < 2_000 ? this.#lastError : undefined;
      this.#end(last ? reason(last) : "the server ended it", last?.code === "TOKEN_EXPIRED");
    } else {
      this.#wait(how);
    }
  }

  #end(why, signedOut) {
    this.why = why;
    this.signedOut = signedOut;
    this.#watcher.noted(`disconnected: ${why}`);
    this.#show("disconnected");
  }

  #wait(why) {
    this.attempt++;
    const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.attempt) * (0.75 + Math.random() / 2);
    this.retryAt = Date.now() + delay;
    this.why = why;
    this.#watcher.noted(`${why}: attempt ${this.attempt} in ${this.secondsLeft} s`);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => (Date.now() >= this.retryAt ? this.open() : this.#watcher.changed()), 250);
    this.#show("waiting");
  }

  #show(state) {
    this.state = state;
    this.#watcher.changed();
  }
}

function transports(pollingOnly) {
  return pollingOnly ? ["polling"] : ["polling", "websocket"];
}

function reason({ code, message }) {
  return message ? `${code}: ${message}` : code;
}
