import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const here = { channelId: "general" };

const members = async (t, ...users) => {
  const org = freshOrg();
  const clients = [];
  for (const user of users) {
    const client = await server.client(t, { user, org });
    await client.joins("general");
    clients.push(client);
  }
  return [...clients, org];
};

const chunks = (client) => client.saw("message:chunk").map(({ index, text }) => [index, text]);

for (const transport of Object.keys(TRANSPORTS)) {
  test(`an answer arrives in pieces, in order, and then as a message with the same id, ${transport}`, async (t) => {
    const org = freshOrg();
    const agent = await server.client(t, { user: "agent", org, transport });
    const bob = await server.client(t, { user: "bob", org, transport });
    await bob.joins("general");
    const { messageId } = await agent.does("message:stream_start", { ...here, metadata: { model: "m1" }, optimisticId: "o-1" });
    const started = await bob.next("message:stream_started");
    assert.deepEqual(started, {
      messageId, channelId: "general", conversationId: null, userId: "agent", userName: "Agent", threadId: null,
      metadata: { model: "m1" }, optimisticId: "o-1", index: 0, text: "", timestamp: started.timestamp,
    });
    const words = Array.from({ length: 40 }, (_, i) => `word ${i} `);
    await Promise.all(words.map((text, index) => agent.does("message:stream_chunk", { messageId, index, text })));
    const answer = await agent.does("message:stream_end", { messageId });
    const message = await bob.next("message:new");
    assert.equal(message.id, messageId);
    assert.equal(message.content, words.join(""));
    assert.deepEqual(message.metadata, { model: "m1" });
    assert.deepEqual(chunks(bob), words.map((text, index) => [index, text]));
    const chunk = bob.saw("message:chunk")[7];
    assert.deepEqual(chunk, {
      messageId, channelId: "general", conversationId: null, index: 7, text: "word 7 ", timestamp: chunk.timestamp,
    });
    const { success, ...sent } = answer;
    assert.deepEqual(await agent.next("message:sent"), sent);
    assert.equal(sent.id, messageId);
    const { history } = await bob.joins("general");
    assert.equal(history.messages.at(-1).id, messageId);
  });
}

test("the content at the end replaces what was streamed", async (t) => {
  const [agent, bob] = await members(t, "agent", "bob");
  const { messageId } = await agent.does("message:stream_start", here);
  await agent.does("message:stream_chunk", { messageId, index: 0, text: "rough" });
  await agent.does("message:stream_end", { messageId, content: "polished" });
  assert.equal((await bob.hears("polished")).id, messageId);
});

test("who joins in the middle gets the text so far, then exactly the rest", async (t) => {
  const [agent, , org] = await members(t, "agent", "bob");
  const { messageId } = await agent.does("message:stream_start", here);
  const words = Array.from({ length: 45 }, (_, i) => `${i} `);
  const writing = (async () => {
    for (const [index, text] of words.entries()) await agent.does("message:stream_chunk", { messageId, index, text });
    await agent.does("message:stream_end", { messageId });
  })();
  const joiners = await Promise.all(Array.from({ length: 6 }, async (_, i) => {
    const joiner = await server.client(t, { user: `user-${i}`, org });
    await joiner.joins("general");
    return joiner;
  }));
  await writing;
  for (const joiner of joiners) {
    await agent.says("general", "fence");
    await joiner.hears("fence");
    const started = joiner.saw("message:stream_started");
    if (started.length === 0) continue; // it was whole by then
    assert.equal(started.length, 1);
    assert.equal(started[0].text, words.slice(0, started[0].index).join(""));
    assert.deepEqual(chunks(joiner), words.map((text, index) => [index, text]).slice(started[0].index));
    assert.equal(joiner.saw("message:new").filter(({ id }) => id === messageId).length, 1);
  }
});

test("a conversation that is joined or rejoined in the middle tells the text so far", async (t) => {
  const org = freshOrg();
  const claims = { customerIds: ["c1"] };
  const room = { conversationId: `v-${org}`, customerId: "c1" };
  const agent = await server.client(t, { user: "agent", org, claims });
  const { messageId } = await agent.does("message:stream_start", room);
  await agent.does("message:stream_chunk", { messageId, index: 0, text: "so far" });
  for (const event of ["conversation:join", "conversation:rejoin"]) {
    const bob = await server.client(t, { user: "bob", org, claims });
    await bob.does(event, room);
    const started = await bob.next("message:stream_started");
    assert.deepEqual([started.messageId, started.text, started.index], [messageId, "so far", 1]);
  }
});

test("a writer that reconnects goes on where it was; what was taken is not told twice, a gap is a CONFLICT", async (t) => {
  const [agent, bob, org] = await members(t, "agent", "bob");
  const start = { ...here, optimisticId: "o-1" };
  const { messageId } = await agent.does("message:stream_start", start);
  await agent.does("message:stream_chunk", { messageId, index: 0, text: "one " });
  agent.close();
  const again = await server.client(t, { user: "agent", org });
  assert.equal((await again.does("message:stream_start", start)).messageId, messageId);
  await again.does("message:stream_chunk", { messageId, index: 0, text: "one " });
  assert.equal((await again.isRefused("message:stream_chunk", { messageId, index: 2, text: "three" })).code, "CONFLICT");
  await again.does("message:stream_chunk", { messageId, index: 1, text: "two" });
  const end = await again.does("message:stream_end", { messageId });
  assert.deepEqual(await again.does("message:stream_end", { messageId }), end);
  await bob.hears("one two");
  assert.deepEqual(chunks(bob), [[0, "one "], [1, "two"]]);
  assert.equal(bob.saw("message:stream_started").length, 1);
});

test("nobody else writes or ends a stream, and nothing that is none", async (t) => {
  const [agent, bob] = await members(t, "agent", "bob");
  const { messageId } = await agent.does("message:stream_start", here);
  assert.equal((await bob.isRefused("message:stream_chunk", { messageId, index: 0, text: "x" })).code, "NOT_FOUND");
  assert.equal((await bob.isRefused("message:stream_end", { messageId, content: "x" })).code, "NOT_FOUND");
  const stranger = await server.client(t, { user: "agent", org: freshOrg() });
  assert.equal((await stranger.isRefused("message:stream_end", { messageId, content: "x" })).code, "NOT_FOUND");
  const { id } = await agent.says("general", "a message");
  assert.equal((await agent.isRefused("message:stream_chunk", { messageId: id, index: 0, text: "x" })).code, "NOT_FOUND");
});

test("pieces have a limit of 50 a second of their own", async (t) => {
  const [agent] = await members(t, "agent");
  const { messageId } = await agent.does("message:stream_start", here);
  const answers = await Promise.all(Array.from({ length: 80 }, (_, index) => agent.ask("message:stream_chunk", { messageId, index, text: "x" })));
  const refused = answers.filter(({ success }) => !success);
  assert.ok(refused.length >= 25 && refused.every(({ error }) => error.code !== "INTERNAL"), `${refused.length} refused`);
  assert.ok(refused.some(({ error }) => error.code === "RATE_LIMIT_EXCEEDED" && error.retryAfterMs > 0));
  await agent.says("general", "the shared limit is untouched");
});

test("one that has disappeared for 30 s is cut off, one that is there and silent is not", async (t) => {
  const [agent, thinker, bob] = await members(t, "agent", "thinker", "bob");
  const cut = (await agent.does("message:stream_start", { ...here, metadata: { model: "m1" } })).messageId;
  const kept = (await thinker.does("message:stream_start", here)).messageId;
  await agent.does("message:stream_chunk", { messageId: cut, index: 0, text: "so far" });
  await thinker.does("message:stream_chunk", { messageId: kept, index: 0, text: "hm" });
  agent.close();
  const left = Date.now();
  const message = await bob.next("message:new", undefined, 60_000);
  const waited = Date.now() - left;
  assert.deepEqual([message.id, message.content], [cut, "so far"]);
  assert.deepEqual(message.metadata, { model: "m1", truncated: true });
  assert.ok(waited > 29_000 && waited < 45_000, `${waited} ms`);
  await thinker.does("message:stream_end", { messageId: kept });
  assert.equal((await bob.hears("hm")).metadata, null);
});

test("a server that is terminated keeps what was being written", async (t) => {
  const own = await Server.start();
  t.after(() => own.stop());
  const org = freshOrg();
  const agent = await own.client(t, { user: "agent", org });
  const { messageId } = await agent.does("message:stream_start", here);
  await agent.does("message:stream_chunk", { messageId, index: 0, text: "so far" });
  assert.equal(await own.terminate(), 0);
  await own.startAgain();
  const bob = await own.client(t, { user: "bob", org });
  const { history } = await bob.joins("general");
  const [message] = history.messages;
  assert.deepEqual([message.id, message.content, message.metadata], [messageId, "so far", { truncated: true }]);
});
