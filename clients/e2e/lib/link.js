// The network between a server and its database, which a test can take away.

import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Link {
  static async to(port) {
    const link = new Link(port);
    await link.#listen(0);
    return link;
  }

  port;
  #target;
  #server;
  #open = new Set();
  #swallowing = false;
  #closed = false;

  constructor(target) {
    this.#target = target;
  }

  /** Nobody answers any more: connections end, and new ones are refused. */
  async refuse() {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#cut();
    await closed;
  }

  /** Nothing comes through any more, and nobody is told. */
  swallow() {
    this.#swallowing = true;
  }

  async mend() {
    if (this.#swallowing) this.#cut(); // what was swallowed will never come
    this.#swallowing = false;
    if (!this.#closed && !this.#server.listening) await this.#listen(this.port);
  }

  close() {
    this.#closed = true;
    this.#server.close();
    this.#cut();
  }

  async #listen(port) {
    this.#server = createServer((client) => this.#pass(client));
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    this.port = this.#server.address().port;
  }

  #pass(client) {
    const database = connect(this.#target, "127.0.0.1");
    for (const [from, to] of [[client, database], [database, client]]) {
      this.#open.add(from);
      from.on("data", (data) => this.#swallowing || to.write(data));
      from.on("error", () => {});
      from.on("close", () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }

  #cut() {
    for (const socket of this.#open) socket.destroy();
  }
}
