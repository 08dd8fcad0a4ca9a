// The packaged server as its own process, on a data directory of its own.

import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { once } from "node:events";
import { Client, TRANSPORTS } from "./client.js";
import { Contract } from "./contract.js";
import { SECRET, token } from "./token.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const JAR = process.env.ROTUNDA_JAR ?? join(ROOT, "server/target/rotunda.jar");
const OPTIONS = join(ROOT, "server/jvm.options");
const UNPACKED = join(ROOT, "server/target/chaos-postgres/postgres"); // by the tests of the server
const START_MS = 90_000; // the first start on a directory also makes a database
const STOP_MS = 30_000;
const DEFAULTS = { JWT_SECRET: SECRET, AUTO_CREATE_ROOMS: "true", RATE_LIMIT_EVENTS: "0", SHUTDOWN_DRAIN_MS: "500" };

export class Server {
  /**
   * @param config environment variables beside those that every test needs
   * @param shared whether it may use the PostgreSQL that others unpacked
   */
  static async start(config = {}, { shared = true } = {}) {
    const server = new Server(config);
    server.#dataDir = await mkdtemp(join(tmpdir(), "rotunda-e2e-"));
    try {
      if (shared) await server.#sharePrograms();
      await server.#launch(0);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  url;
  #config;
  #dataDir;
  #child;
  #contract;
  #log = [];

  constructor(config) {
    this.#config = config;
  }

  /** An accepted client. It is closed after the test `t`. */
  async client(t, { user, org, transport = "polling, then upgrade", claims = {}, ...options }) {
    const client = this.stranger(t, {
      auth: { token: token({ user, org, ...claims }) },
      ...TRANSPORTS[transport],
      ...options,
    });
    await client.open().next("connected");
    return client;
  }

  /** A client that has not connected yet, with exactly these options. It is closed after the test `t`. */
  stranger(t, options, namespace = "") {
    const client = new Client(this.url + namespace, options, this.#contract);
    t.after(() => {
      client.close();
      client.heardWhatIsDocumented();
    });
    return client;
  }

  /** What an operator's worst day does: nothing is flushed, nothing said goodbye. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Asks the server to go, and tells with what code it went. */
  async terminate(signal = "SIGTERM") {
    return await this.#end(signal);
  }

  /** Starts again on the same port and the same data. */
  async startAgain() {
    await this.#launch(new URL(this.url).port);
  }

  /** Where the server's own PostgreSQL is, and the process that it is. */
  async database() {
    const home = join(this.#dataDir, "postgres");
    const password = (await readFile(join(home, "password"), "utf8")).trim();
    const [pid, , , port] = (await readFile(join(home, "data", "postmaster.pid"), "utf8")).split("\n");
    return { pid: Number(pid), port: Number(port), url: (at) => `postgres://rotunda:${password}@127.0.0.1:${at}/postgres?sslmode=disable` };
  }

  async stop() {
    await this.#end("SIGTERM");
    await this.#endDatabase();
    await rm(this.#dataDir, { recursive: true, force: true, maxRetries: 5 });
    // Netty says that a buffer was lost in a log line only. The timers are netty-socketio's, see scripts/test.
    const leaks = this.#log.filter((line) => line.includes("LEAK: ") && !line.includes("LEAK: HashedWheelTimer"));
    if (leaks.length > 0) throw new Error(leaks.join("\n"));
  }

  /** The last lines that the server wrote, for a test that fails. */
  get log() {
    return this.#log.slice(-60).join("\n");
  }

  /** To unpack PostgreSQL takes longer than all else that a first start does. What is of another version is not used. */
  async #sharePrograms() {
    if (!existsSync(UNPACKED)) return;
    const home = join(this.#dataDir, "postgres");
    await mkdir(home);
    for (const name of await readdir(UNPACKED)) {
      if (name.startsWith("programs-")) await symlink(join(UNPACKED, name), join(home, name));
    }
  }

  async #launch(port) {
    const [command, ...args] = startCommand();
    const place = { HOST: "127.0.0.1", PORT: String(port), DATA_DIR: this.#dataDir };
    this.#child = spawn(command, args, {
      env: { ...surroundings(), ...DEFAULTS, ...place, ...this.#config },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.url = await this.#listening(this.#child);
    this.#contract = await Contract.of(this.url);
  }

  #listening(child) {
    return new Promise((resolve, reject) => {
      const fail = (what) => reject(new Error(`${what}; it said:\n${this.log}`));
      const timer = setTimeout(() => fail(`the server was not up after ${START_MS} ms`), START_MS);
      child.on("error", fail);
      child.on("exit", (code, signal) => {
        clearTimeout(timer);
        fail(`the server ended with ${signal ?? code}`);
      });
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
          this.#log.push(line);
          const url = /^rotunda listening on (http:\S+)/.exec(line)?.[1];
          if (!url) return;
          clearTimeout(timer);
          resolve(url.replace(/\/$/, ""));
        });
      }
    });
  }

  async #end(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const ended = once(child, "exit");
    child.kill(signal);
    const hard = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    const [code] = await ended;
    clearTimeout(hard);
    return code;
  }

  /** A server that was killed leaves its PostgreSQL behind, which the next one finds; after the last one nobody would. */
  async #endDatabase() {
    for (const name of await readdir(this.#dataDir, { recursive: true })) {
      if (!name.endsWith("postmaster.pid")) continue;
      const pid = Number((await readFile(join(this.#dataDir, name), "utf8")).split("\n")[0]);
      try {
        process.kill(pid, "SIGQUIT");
      } catch {
        // It is gone already; only its file was left.
      }
    }
  }
}

/** Only what a program needs of the machine: a variable of the shell must not configure the server under test. */
function surroundings() {
  const kept = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME", "JAVA_TOOL_OPTIONS"];
  return Object.fromEntries(kept.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
}

/** As scripts/serve starts it, but every buffer is watched. `ROTUNDA_COMMAND` runs the tests against another server that keeps the contract. */
function startCommand() {
  if (process.env.ROTUNDA_COMMAND) return process.env.ROTUNDA_COMMAND.split(" ");
  if (!existsSync(JAR)) throw new Error(`${JAR} is not there: build it first, scripts/test does`);
  const cache = process.env.ROTUNDA_AOT_CACHE ? [`-XX:AOTCache=${process.env.ROTUNDA_AOT_CACHE}`] : [];
  return [java(), `@${OPTIONS}`, ...cache, "-Dio.netty.leakDetection.level=paranoid", "-jar", JAR];
}

/** The newest JDK, by the script that knows how to find it. */
function java() {
  if (process.env.JAVA) return process.env.JAVA;
  const script = '. scripts/lib/jdk.sh && printf %s "$JAVA_HOME"';
  return join(execFileSync("bash", ["-euc", script], { cwd: ROOT, encoding: "utf8" }), "bin/java");
}
