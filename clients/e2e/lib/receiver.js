// A receiver of webhooks that remembers what it accepted, and believes only what is signed.

import { createServer } from "node:http";
import { once } from "node:events";
import { inspect } from "node:util";
import { verified } from "./webhook.js";

export const WEBHOOK_SECRET = "what only the server and its receiver know";
const PATIENCE_MS = 60_000;

export class Receiver {
  /** @param t the test after which it stops */
  static async start(t) {
    const receiver = new Receiver();
    receiver.#server = createServer((request, response) => receiver.#serve(request, response));
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    t.after(() => receiver.stop());
    return receiver;
  }

  #server;
  #waiting = new Set();
  #mood = () => 204;
  received = []; // everything that came: { id, type, … }
  accepted = [];
  forged = 0;

  /** What the server is configured with to tell this one. */
  get config() {
    return { WEBHOOK_URL: `http://127.0.0.1:${this.#server.address().port}/hooks`, WEBHOOK_SECRET };
  }

  /** Says, or promises, with what status each event is answered from now on. */
  answers(mood) {
    this.#mood = mood;
  }

  /** Waits until something is true of what was accepted. */
  until(so) {
    if (so(this.accepted)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter = { so, resolve };
      waiter.timer = setTimeout(() => {
        const last = this.received.slice(-10).map((one) => inspect(one, { breakLength: Infinity }).slice(0, 200));
        reject(new Error(`waited in vain; the last that came:\n${last.join("\n")}`));
      }, PATIENCE_MS);
      this.#waiting.add(waiter);
    });
  }

  /** The first accepted event that fits, now or later. */
  async hears(type, fits = () => true) {
    const found = () => this.accepted.find((event) => event.type === type && fits(event));
    await this.until(found);
    return found();
  }

  stop() {
    for (const { timer } of this.#waiting) clearTimeout(timer);
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request, response) {
    const body = Buffer.from(await new Response(request).arrayBuffer());
    const event = verified(request.headers["x-rotunda-signature"], body, WEBHOOK_SECRET);
    if (event === null) this.forged++;
    else this.received.push(event);
    const status = event === null ? 401 : await this.#mood(event);
    response.writeHead(status).end();
    if (status < 200 || status > 299) return;
    this.accepted.push(event);
    for (const waiter of this.#waiting) {
      if (!waiter.so(this.accepted)) continue;
      clearTimeout(waiter.timer);
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
