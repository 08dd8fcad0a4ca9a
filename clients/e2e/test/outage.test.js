import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Link } from "../lib/link.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

// One server brings the PostgreSQL; the one under test reaches it over a network that can be taken away.
let owner, postgres;
before(async () => {
  owner = await Server.start();
  postgres = await owner.database();
});
after(() => owner?.stop());

async function start(t) {
  const link = await Link.to(postgres.port);
  const server = await Server.start({ DATABASE_URL: postgres.url(link.port) });
  t.after(async () => {
    await server.stop();
    link.close();
  });
  return { link, server };
}

/** All processes of PostgreSQL. */
function signal(name) {
  const children = readFileSync(`/proc/${postgres.pid}/task/${postgres.pid}/children`, "utf8").split(" ").filter(Boolean);
  for (const pid of [postgres.pid, ...children.map(Number)]) process.kill(pid, name);
}

const OUTAGES = {
  "refuses connections": { goes: (link) => link.refuse(), comesBack: (link) => link.mend() },
  "swallows what it is sent": { goes: (link) => link.swallow(), comesBack: (link) => link.mend() },
  "stands still": { goes: () => signal("SIGSTOP"), comesBack: () => signal("SIGCONT") },
};

for (const [how, { goes, comesBack }] of Object.entries(OUTAGES)) {
  test(`while PostgreSQL ${how}, what is durable is UNAVAILABLE, sockets stay and the rest goes on; then all is well by itself`, { timeout: 120_000 }, async (t) => {
    const { link, server } = await start(t);
    const org = freshOrg();
    const ann = await server.client(t, { user: "ann", org, transport: "websocket only" });
    const bob = await server.client(t, { user: "bob", org, transport: "polling only" });
    await ann.joins("general");
    await bob.joins("general");
    const before = await ann.says("general", "before", { optimisticId: "before" });

    await goes(link);
    t.after(() => comesBack(link));
    const doubtful = await ann.isRefused("message:send", { channelId: "general", content: "in doubt", optimisticId: "in doubt" });
    assert.equal(doubtful.code, "UNAVAILABLE");
    assert.ok(doubtful.retryAfterMs > 0, JSON.stringify(doubtful));
    for (const [event, payload] of [
      ["message:send", { channelId: "general", content: "during", optimisticId: "during" }],
      ["channel:join", { channelId: "elsewhere" }],
      ["channel:history", { channelId: "general", before: before.id }],
    ]) {
      const refused = await bob.isRefused(event, payload);
      assert.equal(refused.code, "UNAVAILABLE", event);
      assert.ok(refused.retryAfterMs > 0, event);
    }
    // Each at once: a hundred that waited for a time-out each would not end within the test's own.
    for (let i = 0; i < 100; i++) await ann.isRefused("message:send", { channelId: "general", content: `no ${i}` });
    ann.tell("typing:start", { channelId: "general" });
    await bob.next("typing:start", (data) => data.userId === "ann");
    assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);

    await comesBack(link);
    while ((await fetch(`${server.url}/readyz`)).status !== 200);
    const sent = await untilTaken(ann, { channelId: "general", content: "in doubt", optimisticId: "in doubt" });
    assert.deepEqual(await ann.says("general", "in doubt", { optimisticId: "in doubt" }), sent);
    await ann.says("general", "after");
    await bob.hears("after");
    const heard = bob.saw("message:new").map((message) => message.content);
    assert.deepEqual(heard, ["before", "in doubt", "after"], "each once, and in order");
    const { messages, total } = await bob.does("channel:history", { channelId: "general" });
    assert.deepEqual([messages.map((message) => message.content), total], [heard, 3]);
    for (const client of [ann, bob]) assert.deepEqual(client.saw("disconnect"), []);
  });
}

test("a server whose PostgreSQL is away ends with code 0", { timeout: 120_000 }, async (t) => {
  for (const { goes, comesBack } of Object.values(OUTAGES)) {
    const { link, server } = await start(t);
    const ann = await server.client(t, { user: "ann", org: freshOrg() });
    const { messageId } = await ann.does("message:stream_start", { channelId: "general" });
    await ann.does("message:stream_chunk", { messageId, index: 0, text: "so far" });
    await goes(link);
    ann.tell("message:send", { channelId: "general", content: "in doubt" });
    const code = await server.terminate();
    await comesBack(link);
    assert.equal(code, 0, server.log);
  }
});

async function untilTaken(client, message) {
  for (;;) {
    const answer = await client.ask("message:send", message);
    if (answer.success) return answer;
    assert.equal(answer.error.code, "UNAVAILABLE", JSON.stringify(answer));
  }
}
