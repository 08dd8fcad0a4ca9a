// Typing, both ways: what we tell the others, and what they tell us.

const REPEAT_MS = 4_000; // the server takes 10 s of silence for a stop
const IDLE_MS = 6_000;
const EXPIRE_MS = 12_000; // if the stop itself is lost

/** Tells the others that we type: not for every key, and not after we stopped. */
export class TypingSignal {
  #tell;
  #toldAt = 0;
  #idle;

  /** @param tell called with "typing:start" or "typing:stop" */
  constructor(tell) {
    this.#tell = tell;
  }

  typed(text) {
    if (text === "") return this.stop();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE_MS);
    if (Date.now() - this.#toldAt < REPEAT_MS) return;
    this.#toldAt = Date.now();
    this.#tell("typing:start");
  }

  stop() {
    if (this.#toldAt > 0) this.#tell("typing:stop");
    this.sent();
  }

  /** A message is a stop by itself: nothing to tell. */
  sent() {
    clearTimeout(this.#idle);
    this.#toldAt = 0;
  }
}

/** Who else types now. Everybody drops out by themselves. */
export class Typists {
  #timers = new Map();
  #names = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  get names() {
    return [...this.#names.values()];
  }

  start({ userId, userName }) {
    clearTimeout(this.#timers.get(userId));
    this.#timers.set(userId, setTimeout(() => this.stop({ userId }), EXPIRE_MS));
    if (this.#names.get(userId) === userName) return;
    this.#names.set(userId, userName);
    this.#changed();
  }

  stop({ userId }) {
    clearTimeout(this.#timers.get(userId));
    this.#timers.delete(userId);
    if (this.#names.delete(userId)) this.#changed();
  }

  /** We are cut off: what we knew is no longer so. */
  forget() {
    for (const userId of [...this.#names.keys()]) this.stop({ userId });
  }
}
