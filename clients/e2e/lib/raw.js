// A Socket.IO client by hand over a WebSocket by hand: cheap enough to have thousands of, and it sees the HTTP status
// of a refusal, which the stock client hides. It expects a server that keeps to the protocols.

import { connect } from "node:net";

const UPGRADE = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
  + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const TEXT = 1;

export class Raw {
  #socket;
  #unread = Buffer.alloc(0);
  #upgraded = false;
  #answers = new Map();
  #nextId = 0;
  #over = false;

  /**
   * @param hears `connected()`; `event(name, data)`; `refused({ status, retryAfter, code })` before it was connected;
   *   `closed()` at the end, unless it was refused
   */
  constructor(url, token, hears) {
    const { hostname, port } = new URL(url);
    this.hears = hears;
    this.token = token;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on("connect", () => this.#socket.write(`${UPGRADE}Host: ${hostname}:${port}\r\n\r\n`));
    this.#socket.on("data", (data) => this.#read(data));
    this.#socket.on("error", () => {}); // "close" follows
    this.#socket.on("close", () => this.#end(() => hears.closed?.()));
  }

  tell(event, payload) {
    this.#write(`42${JSON.stringify([event, payload])}`);
  }

  /** The server's answer; null if the connection ended without one. */
  ask(event, payload) {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      this.#answers.set(id, resolve);
      this.#write(`42${id}${JSON.stringify([event, payload])}`);
    });
  }

  close() {
    this.#over = true;
    this.#socket.destroy();
    this.#settle();
  }

  #read(data) {
    this.#unread = this.#unread.length === 0 ? data : Buffer.concat([this.#unread, data]);
    if (!this.#upgraded && !this.#response()) return;
    for (let text = this.#frame(); text !== undefined; text = this.#frame()) this.#packet(text);
  }

  #response() {
    const end = this.#unread.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const head = this.#unread.subarray(0, end).toString();
    const status = Number(head.split(" ")[1]);
    if (status !== 101) {
      const retryAfter = Number(/^retry-after: (\d+)/im.exec(head)?.[1]);
      const code = /"code":"?(\w+)/.exec(this.#unread.subarray(end).toString())?.[1];
      this.#end(() => this.hears.refused?.({ status, retryAfter, code }));
      this.#socket.destroy();
      return false;
    }
    this.#unread = this.#unread.subarray(end + 4);
    this.#upgraded = true;
    return true;
  }

  /** The text of the next frame; empty if it is of another kind. */
  #frame() {
    const bytes = this.#unread;
    if (bytes.length < 2) return undefined;
    let length = bytes[1];
    let head = 2;
    if (length === 126) {
      head = 4;
      if (bytes.length < head) return undefined;
      length = bytes.readUInt16BE(2);
    } else if (length === 127) {
      head = 10;
      if (bytes.length < head) return undefined;
      length = Number(bytes.readBigUInt64BE(2));
    }
    if (bytes.length < head + length) return undefined;
    this.#unread = bytes.subarray(head + length);
    return (bytes[0] & 0x0f) === TEXT ? bytes.toString("utf8", head, head + length) : "";
  }

  #packet(text) {
    if (text === "2") return this.#write("3");
    if (text.startsWith("0")) return this.#write(`40${JSON.stringify({ token: this.token })}`);
    if (text.startsWith("40")) return this.hears.connected?.();
    if (text.startsWith("44")) {
      const { data } = JSON.parse(text.slice(2));
      this.#end(() => this.hears.refused?.({ status: 101, retryAfter: NaN, code: data?.code }));
      this.#socket.destroy();
    } else if (text.startsWith("42")) {
      this.hears.event?.(...JSON.parse(text.slice(2)));
    } else if (text.startsWith("43")) {
      const [, id, answer] = /^43(\d+)(.*)$/s.exec(text);
      this.#answers.get(Number(id))?.(JSON.parse(answer)[0]);
      this.#answers.delete(Number(id));
    }
  }

  /** One masked text frame; a mask of zeros is one. */
  #write(text) {
    const payload = Buffer.from(text);
    const head = Buffer.alloc(payload.length < 126 ? 6 : 8);
    head[0] = 0x80 | TEXT;
    if (payload.length < 126) {
      head[1] = 0x80 | payload.length;
    } else {
      head[1] = 0x80 | 126;
      head.writeUInt16BE(payload.length, 2);
    }
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #end(how) {
    if (this.#over) return;
    this.#over = true;
    how();
    this.#settle();
  }

  #settle() {
    for (const resolve of this.#answers.values()) resolve(null);
    this.#answers.clear();
  }
}
