import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "../lib/server.js";
import { storm } from "../lib/storm.js";

const CLIENTS = 500;
const MAX_CONNECTIONS = "250"; // fewer than come at once: some are refused, whatever the machine can take

let server;
before(async () => (server = await Server.start({ MAX_CONNECTIONS })));
after(() => server?.stop());

test("in a storm who is refused is told so and comes in later, and those inside lose nothing", { timeout: 180_000 }, async () => {
  const { facts, lost } = await storm(server.url, { clients: CLIENTS, calmMs: 500, stayMs: 200 });
  assert.deepEqual(lost, [], "those inside heard everything once, in order, and were never disconnected");
  assert.ok(facts.refused > 0, "nobody was refused: this showed nothing");
  assert.deepEqual(facts.unheard, [], "each refusal is 503 OVERLOADED with Retry-After");
  assert.deepEqual(facts.gaps, [], "each was sent exactly what it had missed");
});
