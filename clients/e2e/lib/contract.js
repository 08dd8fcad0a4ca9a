// What the server says that it speaks, to hold against everything that a client hears and is answered.

import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";

const COPY = new URL("../../../docs/asyncapi.yaml", import.meta.url);

export class Contract {
  #events = new Map();
  #answers = new Map();

  /** Of the server at `url`; one that does not publish it is held to the copy in the repository. */
  static async of(url) {
    const answer = await fetch(`${url}/asyncapi.yaml`);
    return new Contract(parse(answer.ok ? await answer.text() : await readFile(COPY, "utf8")));
  }

  constructor(document) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(closed(document), "contract");
    const check = ({ $ref }) => ajv.compile({ $ref: `contract#/components/messages/${$ref.split("/").at(-1)}/payload` });
    for (const { action, title, messages, reply } of Object.values(document.operations)) {
      if (action === "send") this.#events.set(title, check(messages[0]));
      else this.#answers.set(title, check(reply.messages[0]));
    }
    this.#refusal = ajv.compile({ $ref: "contract#/components/schemas/refusal" });
  }

  #refusal;

  /** What is wrong with an event that was heard; null if nothing is. What back ends call their own begins with `custom:`. */
  ofEvent(event, args) {
    if (event.startsWith("custom:")) return null;
    const check = this.#events.get(event);
    if (!check) return `${event} is not documented`;
    // Behind the payload stands an offset, which the client library shows when it comes back.
    if (args.length < 1 || args.length > 2 || (args.length === 2 && typeof args[1] !== "string")) return `${event} came with ${args.length} arguments`;
    return problem(event, check, args[0]);
  }

  ofAnswer(event, answer) {
    return problem(`the answer to ${event}`, this.#answers.get(event) ?? this.#refusal, answer);
  }
}

function problem(what, check, value) {
  if (check(value)) return null;
  const errors = check.errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  return `${what} is not as documented: ${errors.join("; ")} in ${JSON.stringify(value).slice(0, 500)}`;
}

/** The document leaves room for fields to come; a test does not: what is sent is documented. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === "object" && schema.properties ? { ...copy, additionalProperties: false } : copy;
}
