import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Parser } from "@asyncapi/parser";
import { parse } from "yaml";
import { Contract } from "../lib/contract.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server, answer, text;
before(async () => {
  server = await Server.start({}, { shared: false }); // the jar has all it needs
  answer = await fetch(`${server.url}/asyncapi.yaml`);
  text = await answer.text();
});
after(() => server?.stop());

test("the running server says what it speaks, to whoever asks", () => {
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/yaml");
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
});

test("that is what the repository documents", async () => {
  assert.equal(text, await readFile(new URL("../../../docs/asyncapi.yaml", import.meta.url), "utf8"));
});

test("the AsyncAPI tool accepts it without an error or a warning", async () => {
  const { document, diagnostics } = await new Parser().parse(text);
  assert.deepEqual(diagnostics.map(({ message, path }) => `${path.join(".")}: ${message}`), []);
  assert.ok(document.operations().all().length > 20);
});

test("each event of a client has a reply, and says who may connect and how", () => {
  const { servers, operations, components } = parse(text);
  for (const [name, { action, reply }] of Object.entries(operations)) assert.equal(Boolean(reply), action === "receive", name);
  assert.deepEqual(servers.rotunda.security, [{ $ref: "#/components/securitySchemes/token" }]);
  assert.equal(components.securitySchemes.token.bearerFormat, "JWT");
});

test("what is sent is held to it: a field too many, one too few, and an unknown event are noticed", async (t) => {
  const contract = new Contract(parse(text));
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  const [connected] = ann.saw("connected");
  assert.equal(contract.ofEvent("connected", [connected]), null);
  assert.match(contract.ofEvent("connected", [{ ...connected, more: 1 }]), /additional/);
  assert.match(contract.ofEvent("connected", [{ ...connected, userId: null }]), /userId must be string/);
  assert.match(contract.ofEvent("connected", [{}]), /required/);
  assert.match(contract.ofEvent("connected", []), /0 arguments/);
  assert.match(contract.ofEvent("no:such", [{}]), /not documented/);
  assert.match(contract.ofAnswer("channel:join", { success: true }), /required/);
  assert.equal(contract.ofAnswer("no:such", await ann.ask("no:such", {})), null);
});
