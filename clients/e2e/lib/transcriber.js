// A server with OpenAI's transcription API, which understands what the test tells it to.

import { createServer } from "node:http";
import { once } from "node:events";

export class Transcriber {
  static async start() {
    const transcriber = new Transcriber();
    transcriber.#server = createServer((request, response) => transcriber.#serve(request, response));
    transcriber.#server.listen(0, "127.0.0.1");
    await once(transcriber.#server, "listening");
    transcriber.url = `http://127.0.0.1:${transcriber.#server.address().port}`;
    return transcriber;
  }

  url;
  #server;
  #meant = new Map();
  #asked = [];

  /** The next files in which these bytes occur are answered like this: a JSON body, or a status. */
  understands(bytes, answer) {
    this.#meant.set(Buffer.from(bytes), answer);
  }

  /** Everything that was asked and holds these bytes: `{ fields, file: { name, type, bytes }, headers, path }`. */
  asked(bytes = Buffer.alloc(0)) {
    return this.#asked.filter((one) => one.file.bytes.includes(bytes));
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request, response) {
    const body = await new Response(request, { headers: request.headers }).formData();
    const file = body.get("file");
    const bytes = Buffer.from(await file.arrayBuffer());
    const fields = Object.fromEntries([...body].filter(([name]) => name !== "file"));
    this.#asked.push({ fields, file: { name: file.name, type: file.type, bytes }, headers: request.headers, path: request.url });
    const answer = [...this.#meant].find(([start]) => bytes.includes(start))?.[1] ?? { text: "" };
    const status = typeof answer === "number" ? answer : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? answer : { error: { message: "no" } }));
  }
}
