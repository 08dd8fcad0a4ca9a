// The change of transport, which every default client goes through, in the middle of traffic.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

const CLIENTS = 40;
const SENDS_AFTER = 100;

let server;
before(async () => {
  server = await Server.start();
});
after(() => server.stop());

test("clients that upgrade while a room is busy hear each message once, in order", async (t) => {
  const org = freshOrg();
  const sender = await server.client(t, { user: "sender", org, transport: "websocket only" });
  await sender.does("channel:join", { channelId: "busy" });
  let allThere = false;
  const sends = (async () => {
    let last = 0;
    for (let more = SENDS_AFTER; more > 0; more -= allThere ? 1 : 0) {
      last = (await sender.does("message:send", { channelId: "busy", content: "to and fro" })).seq;
    }
    return last;
  })();

  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, i) => {
      const client = await server.client(t, { user: `user-${i}`, org });
      const { seq } = await client.does("channel:join", { channelId: "busy" });
      return { client, joinedAt: seq };
    }),
  );
  allThere = true;
  const last = await sends;

  for (const { client, joinedAt } of clients) {
    await client.next("message:new", (message) => message.seq === last);
    const heard = client.saw("message:new").map((message) => message.seq);
    const owed = Array.from({ length: last - joinedAt }, (_, i) => joinedAt + 1 + i);
    assert.deepEqual(heard, owed);
    assert.equal(client.transport, "websocket");
  }
});

test("a client that comes and goes while it upgrades leaves nobody in the room", async (t) => {
  const org = freshOrg();
  const watcher = await server.client(t, { user: "watcher", org });
  await watcher.does("channel:join", { channelId: "door" });
  const passing = Array.from({ length: CLIENTS }, async (_, i) => {
    const client = await server.client(t, { user: `user-${i}`, org });
    await client.does("channel:join", { channelId: "door" });
    client.close();
    await watcher.next("channel:leave", (left) => left.userId === `user-${i}`);
  });
  await Promise.all(passing);

  const again = await watcher.does("channel:join", { channelId: "door" });
  assert.equal(again.members, 1);
});
