// A real Redis of a test's own: nothing is kept, and it may be killed and started again.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";

// As docs/emitters.md has them.
const USERS = {
  emitter: "on >a-long-password -@all +publish +xadd ~socket.io &socket.io#* &socket.io-request#* &socketio",
  rotunda: "on >another-long-password -@all +ping +hello +psubscribe +subscribe +get +set +xread +xrange +xrevrange ~socket.io ~rotunda:* &socket.io#* &socket.io-request#* &socketio",
};

export class RedisServer {
  port;
  #directory;
  #child;
  #clients = [];

  static async start() {
    const redis = new RedisServer();
    redis.#directory = await mkdtemp(join(tmpdir(), "rotunda-redis-"));
    redis.port = await freePort();
    await redis.launch();
    return redis;
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  async launch() {
    const place = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#directory];
    const users = Object.entries(USERS).flatMap(([name, rules]) => ["--user", name, ...rules.split(" ")]);
    this.#child = spawn("redis-server", [...place, ...users, "--appendonly", "yes", "--appendfsync", "always", "--save", ""], { stdio: "ignore" });
    const client = createClient({ url: this.url });
    client.on("error", () => {}); // until it is there
    await client.connect();
    for (;;) {
      try {
        await client.ping();
        break;
      } catch (error) {
        if (!String(error).includes("LOADING")) throw error;
      }
    }
    client.destroy();
  }

  async kill() {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  /** A connected client of the npm package `redis`. */
  async client(options = {}) {
    const client = createClient({ url: this.url, ...options });
    client.on("error", () => {});
    this.#clients.push(client);
    await client.connect();
    return client;
  }

  async stop() {
    for (const client of this.#clients) client.destroy();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.kill();
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function freePort() {
  const listening = createServer().listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address();
  listening.close();
  await once(listening, "close");
  return port;
}
