import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

const RESTART_MS = 60_000;
const reconnecting = { reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500 };

let server;
beforeEach(async () => (server = await Server.start()));
afterEach(() => server?.stop());

test("every acknowledged message is there after a kill in the middle of traffic, once, and what was not can be sent again", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const begun = [];
  const acknowledged = new Map();
  const talk = async () => {
    for (;;) {
      const optimisticId = `o-${begun.length}`;
      begun.push(optimisticId);
      acknowledged.set(optimisticId, (await ann.says("general", `message ${optimisticId}`, { optimisticId })).id);
      if (acknowledged.size === 200) server.kill();
    }
  };
  await Promise.allSettled(Array.from({ length: 16 }, talk));
  assert.ok(begun.length > acknowledged.size && acknowledged.size >= 200, `${acknowledged.size} of ${begun.length}`);

  await server.startAgain();
  const again = await server.client(t, { user: "ann", org });
  for (const optimisticId of begun) {
    const { id } = await again.says("general", `message ${optimisticId}`, { optimisticId });
    assert.equal(id, acknowledged.get(optimisticId) ?? id, "the first answer again");
  }
  const kept = [];
  let { history } = await again.joins("general");
  assert.equal(history.total, begun.length);
  for (;;) {
    kept.unshift(...history.messages.map((message) => message.optimisticId));
    if (!history.hasMore) break;
    history = await again.does("channel:history", { channelId: "general", before: history.messages[0].id, limit: 200 });
  }
  assert.deepEqual(kept.sort(), begun.sort());
});

test("an optimisticId is remembered over a restart, and so is a conflict", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const first = await ann.says("general", "once", { optimisticId: "o-1" });
  await server.kill();
  await server.startAgain();
  const again = await server.client(t, { user: "ann", org });
  assert.deepEqual(await again.says("general", "once", { optimisticId: "o-1" }), first);
  const error = await again.isRefused("message:send", { channelId: "general", content: "other", optimisticId: "o-1" });
  assert.equal(error.code, "CONFLICT");
});

test("clients on every transport come back by themselves after a kill, and miss nothing", async (t) => {
  const org = freshOrg();
  const clients = [];
  for (const [i, transport] of Object.keys(TRANSPORTS).entries()) {
    const client = await server.client(t, { user: `user-${i}`, org, transport, ...reconnecting });
    await client.joins("general");
    clients.push(client);
  }
  const last = await clients[0].says("general", "before");
  await Promise.all(clients.map((client) => client.hears("before")));

  await server.kill();
  await Promise.all(clients.map((client) => client.next("disconnect")));
  await server.startAgain();
  await Promise.all(clients.map((client) => client.next("connected", undefined, RESTART_MS)));

  await clients[0].says("general", "while the others were away");
  for (const client of clients) {
    const { history } = await client.joins("general", { lastMessageId: last.id });
    assert.deepEqual(history.messages.map((message) => message.content), ["while the others were away"]);
  }
  await clients[2].says("general", "after");
  for (const client of clients) await client.hears("after");
});

test("a terminated server answers what it has begun and ends with code 0", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const first = await ann.says("general", "before the end");
  assert.equal(await server.terminate(), 0);
  await ann.next("disconnect");
  await server.startAgain();
  const again = await server.client(t, { user: "ann", org });
  assert.equal((await again.joins("general")).history.messages[0].id, first.id);
});
