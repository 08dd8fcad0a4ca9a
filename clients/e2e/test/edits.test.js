import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

/** Members of a fresh organization's channel `general`, in which ann has said "hello". */
async function conversing(t, transport, ...users) {
  const org = freshOrg();
  const clients = [];
  for (const user of ["ann", ...users]) {
    const client = await server.client(t, { user, org, transport });
    await client.joins("general");
    clients.push(client);
  }
  const { id } = await clients[0].says("general", "hello");
  for (const client of clients) await client.hears("hello");
  return { org, id, clients };
}

/** What a client that comes anew is shown of the channel. */
async function shown(t, org) {
  const client = await server.client(t, { user: "witness", org });
  return (await client.joins("general")).history.messages;
}

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`what is done to messages, ${transport}`, () => {
    test("the whole room hears what a message says now, and so does who comes later", async (t) => {
      const { org, id, clients } = await conversing(t, transport, "bob");
      const [ann, bob] = clients;
      const answer = await ann.does("message:update", { messageId: id, channelId: "general", content: "goodbye", metadata: { mood: "calm" } });
      assert.deepEqual(answer, { success: true, messageId: id, seq: 2, timestamp: answer.timestamp });
      for (const client of [ann, bob]) {
        assert.deepEqual(await client.next("message:update"), {
          messageId: id, content: "goodbye", metadata: { mood: "calm" }, channelId: "general", conversationId: null, updatedBy: "ann",
          timestamp: answer.timestamp, seq: 2,
        });
      }
      const [message] = await shown(t, org);
      assert.equal(message.content, "goodbye");
      assert.deepEqual(message.metadata, { mood: "calm" });
      assert.equal(message.updatedAt, answer.timestamp);
    });

    test("an erased message keeps its place and loses its content", async (t) => {
      const { org, id, clients } = await conversing(t, transport, "bob");
      const [ann, bob] = clients;
      const answer = await ann.does("message:delete", { messageId: id, channelId: "general" });
      for (const client of [ann, bob]) {
        assert.deepEqual(await client.next("message:delete"), {
          messageId: id, channelId: "general", conversationId: null, deletedBy: "ann", deletedByName: "Ann", timestamp: answer.timestamp, seq: 2,
        });
      }
      const again = await ann.does("message:delete", { messageId: id, channelId: "general" });
      assert.deepEqual(again, { success: true, messageId: id, seq: null, timestamp: null });
      const [message] = await shown(t, org);
      assert.equal(message.content, "");
      assert.equal(message.seq, 1);
      assert.equal(message.deletedAt, answer.timestamp);
      assert.equal((await ann.isRefused("message:update", { messageId: id, channelId: "general", content: "back" })).code, "NOT_FOUND");
      await ann.says("general", "fence");
      await bob.hears("fence");
      assert.equal(bob.saw("message:delete").length, 1);
    });

    test("reactions are heard by the whole room and shown to who comes later; repeating one changes nothing", async (t) => {
      const { org, id, clients } = await conversing(t, transport, "bob");
      const [ann, bob] = clients;
      const react = (client, emoji, action) => client.does("message:react", { messageId: id, channelId: "general", emoji, action });
      const answer = await react(bob, "👍", "add");
      for (const client of [ann, bob]) {
        assert.deepEqual(await client.next("message:reaction"), {
          messageId: id, channelId: "general", conversationId: null, emoji: "👍", userId: "bob", userName: "Bob", action: "add",
          timestamp: answer.timestamp, seq: 2,
        });
      }
      assert.equal((await react(bob, "👍", "add")).seq, null);
      await react(ann, "👍", "add");
      await react(ann, "🎉", "add");
      assert.deepEqual((await shown(t, org))[0].reactions, [
        { emoji: "👍", count: 2, userIds: ["bob", "ann"] },
        { emoji: "🎉", count: 1, userIds: ["ann"] },
      ]);
      await react(bob, "👍", "remove");
      assert.equal((await ann.next("message:reaction", (one) => one.action === "remove")).userId, "bob");
      assert.deepEqual(ann.saw("message:reaction").map((one) => one.seq), [2, 3, 4, 5]);
    });

    test("the room hears how far somebody has read, and never that they went back", async (t) => {
      const { id, clients } = await conversing(t, transport, "bob");
      const [ann, bob] = clients;
      const second = await ann.says("general", "second");
      const answer = await bob.does("message:read", { messageId: second.id, channelId: "general" });
      assert.deepEqual(await ann.next("message:read"), {
        messageId: second.id, channelId: "general", conversationId: null, userId: "bob", userName: "Bob", timestamp: answer.timestamp, seq: 3,
      });
      assert.equal((await bob.does("message:read", { messageId: id, channelId: "general" })).seq, null);
      await bob.says("general", "fence");
      await ann.hears("fence");
      assert.equal(ann.saw("message:read").length, 1);
    });

    test("marking a conversation as read names what was not read before", async (t) => {
      const org = freshOrg();
      const customerId = `customer-of-${org}`;
      const room = { conversationId: "support", customerId };
      const [ann, bob] = await Promise.all(["ann", "bob"].map((user) => server.client(t, { user, org, transport, claims: { customerIds: [customerId] } })));
      for (const client of [ann, bob]) await client.does("conversation:join", room);
      const ids = [];
      for (const content of ["one", "two", "three"]) ids.push((await ann.does("message:send", { ...room, content })).id);
      await bob.does("message:read", { ...room, messageId: ids[0] });
      const answer = await bob.does("conversation:mark_read", room);
      assert.deepEqual(answer, { success: true, conversationId: "support", seq: 5 });
      const { timestamp, ...batch } = await ann.next("message:read:batch");
      assert.deepEqual(batch, { messageIds: ids.slice(1), channelId: null, conversationId: "support", userId: "bob", seq: 5 });
      assert.match(timestamp, /^\d{4}-.*Z$/);
      assert.equal((await bob.does("conversation:mark_read", room)).seq, null);
    });

    test("messages written while away are kept in the order given, and a bad one fails alone", async (t) => {
      const { clients } = await conversing(t, transport, "bob");
      const [ann, bob] = clients;
      const messages = [
        { channelId: "general", content: "first", optimisticId: "q-1" },
        { channelId: "general", content: "", optimisticId: "q-2" },
        { channelId: "general", content: "third", optimisticId: "q-3" },
      ];
      const { results } = await ann.does("message:send_queued", { messages });
      assert.deepEqual(results.map((one) => one.success), [true, false, true]);
      for (const i of [0, 2]) {
        const { success, ...sent } = results[i];
        assert.deepEqual(await ann.next("message:sent", (one) => one.optimisticId === `q-${i + 1}`), sent);
      }
      assert.equal(results[1].optimisticId, "q-2");
      assert.equal(results[1].error.code, "VALIDATION_ERROR");
      const error = await ann.next("error");
      assert.deepEqual({ event: error.event, optimisticId: error.optimisticId, code: error.code }, { event: "message:send_queued", optimisticId: "q-2", code: "VALIDATION_ERROR" });
      await bob.hears("third");
      assert.deepEqual(bob.saw("message:new").slice(-2).map((one) => [one.content, one.seq]), [["first", 2], ["third", 3]]);

      const again = await ann.does("message:send_queued", { messages });
      assert.deepEqual(again.results[0], results[0], "the same again gets the first answer again");
      await ann.says("general", "fence");
      await bob.hears("fence");
      assert.equal(bob.saw("message:new").filter((one) => one.content === "first").length, 1);
    });
  });
}

test("a queued message with U+0000 in it fails alone", async (t) => {
  const { clients } = await conversing(t, "websocket only", "bob");
  const [ann, bob] = clients;
  const messages = ["first", "sec\u0000nd", "third"].map((content, i) => ({ channelId: "general", content, optimisticId: `q-${i + 1}` }));
  const { results } = await ann.does("message:send_queued", { messages });
  assert.deepEqual(results.map((one) => [one.success, one.optimisticId]), [[true, "q-1"], [false, "q-2"], [true, "q-3"]]);
  const { event, optimisticId, ...error } = await ann.next("error");
  assert.deepEqual({ event, optimisticId }, { event: "message:send_queued", optimisticId: "q-2" });
  assert.deepEqual(error, results[1].error);
  assert.equal(error.code, "VALIDATION_ERROR");
  assert.match(error.message, /^messages\[1\]: /);
  await bob.hears("third");
  assert.deepEqual(bob.saw("message:new").slice(1).map((one) => [one.content, one.seq]), [["first", 2], ["third", 3]]);
  assert.equal(ann.saw("error").length, 1);
});

test("an update with the content as before is told like any other", async (t) => {
  const { org, id, clients } = await conversing(t, "websocket only", "bob");
  const [ann, bob] = clients;
  const answer = await ann.does("message:update", { messageId: id, channelId: "general", content: "hello" });
  assert.equal(answer.seq, 2);
  const { content, seq, timestamp } = await bob.next("message:update");
  assert.deepEqual({ content, seq, timestamp }, { content: "hello", seq: 2, timestamp: answer.timestamp });
  assert.equal((await shown(t, org))[0].updatedAt, answer.timestamp);
});

test("nobody but the author may update, and nobody but the author or an admin of the tenant may erase", async (t) => {
  const { org, id, clients } = await conversing(t, "websocket only", "bob");
  const [ann, bob] = clients;
  const admin = await server.client(t, { user: "root", org, claims: { role: "admin" } });
  const stranger = await server.client(t, { user: "ann", org: freshOrg(), claims: { role: "admin" } });
  const message = { messageId: id, channelId: "general" };
  assert.equal((await bob.isRefused("message:update", { ...message, content: "mine" })).code, "FORBIDDEN");
  assert.equal((await admin.isRefused("message:update", { ...message, content: "mine" })).code, "FORBIDDEN");
  assert.equal((await bob.isRefused("message:delete", message)).code, "FORBIDDEN");
  assert.equal((await stranger.isRefused("message:delete", message)).code, "NOT_FOUND");
  await admin.does("message:delete", message);
  assert.equal((await ann.next("message:delete")).deletedBy, "root");
});

test("a message that is not in the room that is named is NOT_FOUND", async (t) => {
  const { id, clients } = await conversing(t, "websocket only");
  const [ann] = clients;
  await ann.joins("other");
  const message = { messageId: id, channelId: "other" };
  for (const [event, more] of [["message:update", { content: "x" }], ["message:delete", {}], ["message:react", { emoji: "x", action: "add" }], ["message:read", {}]]) {
    assert.equal((await ann.isRefused(event, { ...message, ...more })).code, "NOT_FOUND", event);
  }
});

test("a message carries 50 different emoji, the 51st is refused", async (t) => {
  const { id, clients } = await conversing(t, "websocket only");
  const [ann] = clients;
  const react = (emoji) => ["message:react", { messageId: id, channelId: "general", emoji, action: "add" }];
  await Promise.all(Array.from({ length: 50 }, (_, i) => ann.does(...react(`emoji ${i}`))));
  const error = await ann.isRefused(...react("one more"));
  assert.equal(error.code, "VALIDATION_ERROR");
  assert.match(error.message, /^emoji: /);
});

test("a queue of 100 messages is kept in order, one of 101 is refused as a whole", async (t) => {
  const { clients } = await conversing(t, "websocket only", "bob");
  const [ann, bob] = clients;
  const messages = Array.from({ length: 101 }, (_, i) => ({ channelId: "general", content: `queued ${i}` }));
  assert.equal((await ann.isRefused("message:send_queued", { messages })).code, "PAYLOAD_TOO_LARGE");
  assert.equal((await ann.isRefused("message:send_queued", { messages: [] })).code, "VALIDATION_ERROR");
  const { results } = await ann.does("message:send_queued", { messages: messages.slice(0, 100) });
  assert.deepEqual(results.map((one) => one.seq), messages.slice(0, 100).map((_, i) => i + 2));
  await bob.hears("queued 99");
  assert.deepEqual(bob.saw("message:new").slice(1).map((one) => one.content), messages.slice(0, 100).map((one) => one.content));
});
