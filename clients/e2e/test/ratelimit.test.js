import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pass } from "node:timers/promises";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

const EVENTS = 10;
const WINDOW_MS = 4_000;

let server;
before(async () => (server = await Server.start({ RATE_LIMIT_EVENTS: String(EVENTS), RATE_LIMIT_WINDOW_MS: String(WINDOW_MS) })));
after(() => server?.stop());

const send = (client, content) => client.ask("message:send", { channelId: "general", content });
const burst = (client, count) => Promise.all(Array.from({ length: count }, (_, i) => send(client, `message ${i}`)));
const handled = (answers) => answers.filter((answer) => answer.success).length;

test("what is over the limit is refused, not handled, and handled again after retryAfterMs", async (t) => {
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  const answers = await burst(ann, EVENTS + 15);
  assert.equal(handled(answers.slice(0, EVENTS)), EVENTS);
  assert.ok(answers.slice(EVENTS).every((answer) => answer.error?.code === "RATE_LIMIT_EXCEEDED"));

  const { code, event, retryAfterMs } = await ann.next("error");
  assert.deepEqual({ code, event }, { code: "RATE_LIMIT_EXCEEDED", event: "message:send" });
  assert.ok(retryAfterMs > 0 && retryAfterMs <= WINDOW_MS, `${retryAfterMs} ms`);
  assert.ok(ann.saw("error").length <= 2, "one error a second at most");

  await pass(retryAfterMs); // the contract's own waiting time
  const { seq } = await ann.says("general", "patient");
  assert.equal(seq, EVENTS + 1, "what was refused was not kept");
});

test("a user's sockets together have five times one socket's limit", async (t) => {
  const org = freshOrg();
  const sockets = await Promise.all(Array.from({ length: 7 }, () => server.client(t, { user: "ann", org })));
  const answers = await Promise.all(sockets.map((socket) => burst(socket, EVENTS)));
  assert.equal(handled(answers.flat()), 5 * EVENTS);
  const bob = await server.client(t, { user: "bob", org });
  await bob.says("general", "another user's limit is their own");
});

test("heartbeats do not count: those that come too often are ignored", async (t) => {
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  for (let i = 0; i < 3 * EVENTS; i++) ann.tell("presence:heartbeat");
  assert.equal((await ann.ask("presence:heartbeat")).success, true, "ignored, and answered all the same");
  assert.equal(handled(await burst(ann, EVENTS)), EVENTS);
  assert.deepEqual(ann.saw("error"), []);
});

test("who goes on at ten times the limit is disconnected", async (t) => {
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  for (let i = 0; i < 12 * EVENTS; i++) ann.tell("message:send", { channelId: "general", content: `message ${i}` });
  await ann.next("disconnect");
});

test("a queue counts as one event for each ten messages, and is refused as a whole", async (t) => {
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  const queue = (count) => ({ messages: Array.from({ length: count }, (_, i) => ({ channelId: "general", content: `message ${i}` })) });
  await ann.does("message:send_queued", queue(81)); // 9 of 10
  const refused = await ann.ask("message:send_queued", queue(11));
  assert.equal(refused.error.code, "RATE_LIMIT_EXCEEDED");
  assert.ok(refused.error.retryAfterMs > 0 && refused.error.retryAfterMs <= WINDOW_MS);
  const { results } = await ann.does("message:send_queued", queue(10));
  assert.equal(results[0].seq, 82, "what was refused was not kept, and counted nothing");
});
