import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const UUID_V7 = /^msg_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Members of a fresh organization's channel `general`. */
async function members(t, transport, ...users) {
  const org = freshOrg();
  const clients = [];
  for (const user of users) {
    const client = await server.client(t, { user, org, transport });
    await client.joins("general");
    clients.push(client);
  }
  return clients;
}

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`messages, ${transport}`, () => {
    test("a message is answered, confirmed and heard by the whole room, its sender included", async (t) => {
      const [ann, bob, carol] = await members(t, transport, "ann", "bob", "carol");
      const answer = await ann.says("general", "hello", {
        optimisticId: "o-1", mentions: ["bob"], attachments: [{ name: "plan.pdf", size: 7 }], metadata: { mood: "calm" }, workspaceId: "w-1",
      });
      assert.match(answer.id, UUID_V7);
      const { success, ...fields } = answer;
      assert.deepEqual(fields, {
        id: answer.id, optimisticId: "o-1", channelId: "general", conversationId: null, timestamp: answer.timestamp, seq: 1,
      });
      assert.deepEqual(await ann.next("message:sent"), fields);

      for (const client of [ann, bob, carol]) {
        const message = await client.hears("hello");
        assert.deepEqual(message, {
          id: answer.id, channelId: "general", conversationId: null, customerId: null, userId: "ann", userName: "Ann",
          content: "hello", contentType: "text", threadId: null, mentions: ["bob"], attachments: [{ name: "plan.pdf", size: 7 }],
          createdAt: answer.timestamp, updatedAt: message.updatedAt, metadata: { mood: "calm" }, workspaceId: "w-1",
          optimisticId: "o-1", seq: 1,
        });
      }
      assert.deepEqual(bob.saw("message:sent"), []);
    });

    test("a message without a callback is confirmed all the same", async (t) => {
      const [ann] = await members(t, transport, "ann");
      ann.tell("message:send", { channelId: "general", content: "no callback", optimisticId: "o-2" });
      assert.equal((await ann.next("message:sent")).optimisticId, "o-2");
      assert.equal((await ann.hears("no callback")).optimisticId, "o-2");
    });

    test("the sender's other sockets hear the message and no confirmation", async (t) => {
      const [phone, laptop] = await members(t, transport, "ann", "ann");
      await phone.says("general", "from the phone");
      await laptop.hears("from the phone");
      assert.deepEqual(laptop.saw("message:sent"), []);
    });

    test("the same optimisticId again gets the first answer again, and nothing is heard twice", async (t) => {
      const [ann, bob] = await members(t, transport, "ann", "bob");
      const first = await ann.says("general", "once", { optimisticId: "o-3" });
      assert.deepEqual(await ann.says("general", "once", { optimisticId: "o-3" }), first);
      await ann.next("message:sent");
      assert.equal((await ann.next("message:sent")).id, first.id);
      assert.equal((await ann.says("general", "fence")).seq, 2);
      await bob.hears("fence");
      assert.deepEqual(bob.saw("message:new").map((message) => message.content), ["once", "fence"]);
    });

    test("other content under the same optimisticId is a CONFLICT", async (t) => {
      const [ann] = await members(t, transport, "ann");
      await ann.says("general", "one thing", { optimisticId: "o-4" });
      const error = await ann.isRefused("message:send", { channelId: "general", content: "another", optimisticId: "o-4" });
      assert.equal(error.code, "CONFLICT");
    });

    test("two users may use the same optimisticId", async (t) => {
      const [ann, bob] = await members(t, transport, "ann", "bob");
      const [one, two] = [await ann.says("general", "mine", { optimisticId: "o" }), await bob.says("general", "yours", { optimisticId: "o" })];
      assert.notEqual(one.id, two.id);
    });

    test("the token says who speaks, not the payload", async (t) => {
      const [ann, bob] = await members(t, transport, "ann", "bob");
      await ann.says("general", "who am I", { userId: "bob", userName: "Bob", organizationId: "elsewhere" });
      const { userId, userName } = await bob.hears("who am I");
      assert.deepEqual({ userId, userName }, { userId: "ann", userName: "Ann" });
    });

    test("a message of 40,000 characters arrives whole, one more is refused", async (t) => {
      const [ann, bob] = await members(t, transport, "ann", "bob");
      const long = "0123456789".repeat(4_000);
      await ann.says("general", long);
      assert.equal((await bob.next("message:new")).content, long);
      const error = await ann.isRefused("message:send", { channelId: "general", content: `${long}!` });
      assert.match(error.code, /^(VALIDATION_ERROR|PAYLOAD_TOO_LARGE)$/);
    });

    test("every script and every emoji arrives as it was sent", async (t) => {
      const [ann, bob] = await members(t, transport, "ann", "bob");
      for (const content of ["👩‍👩‍👧‍👦🏳️‍🌈🇺🇳", "Grüße, 世界, שלום, \u202Eabc\u202C", "line one\nline two\ttab", "\u2028\u2029\uFEFF\u0001\u007F", '"\\/</script>', "😀".repeat(20_000)]) {
        await ann.says("general", content);
        assert.equal((await bob.next("message:new")).content, content);
      }
      const { history } = await bob.joins("general");
      assert.equal(history.messages.at(-1).content, "😀".repeat(20_000));
    });

    test("a reply names a message of the same room", async (t) => {
      const [ann] = await members(t, transport, "ann");
      const question = await ann.says("general", "when?");
      await ann.says("general", "now", { threadId: question.id });
      assert.equal((await ann.hears("now")).threadId, question.id);
      const error = await ann.isRefused("message:send", { channelId: "elsewhere", content: "now", threadId: question.id });
      assert.equal(error.code, "NOT_FOUND");
    });
  });
}

test("200 sends of one socket are heard in their order, on every transport", async (t) => {
  const org = freshOrg();
  const observers = [];
  for (const [i, transport] of Object.keys(TRANSPORTS).entries()) {
    const observer = await server.client(t, { user: `observer-${i}`, org, transport });
    await observer.joins("general");
    observers.push(observer);
  }
  const sent = Array.from({ length: 200 }, (_, i) => `message ${i}`);
  for (const transport of Object.keys(TRANSPORTS)) {
    const sender = await server.client(t, { user: "ann", org, transport });
    const answers = await Promise.all(sent.map((content) => sender.says("general", `${content}, ${transport}`)));
    const first = answers[0].seq;
    assert.deepEqual(answers.map((answer) => answer.seq), sent.map((_, i) => first + i));
    for (const observer of observers) {
      await observer.hears(`message 199, ${transport}`);
      const heard = observer.saw("message:new").slice(-200);
      assert.deepEqual(heard.map((message) => message.content), sent.map((content) => `${content}, ${transport}`));
      assert.deepEqual(heard.map((message) => message.seq), sent.map((_, i) => first + i));
    }
  }
});

test("a message may be sent without a join, and is heard by those who joined", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const bob = await server.client(t, { user: "bob", org });
  await bob.joins("general");
  await ann.says("general", "passing by");
  await bob.hears("passing by");
  await ann.joins("general");
  await ann.says("general", "fence");
  await ann.hears("fence");
  assert.equal(ann.saw("message:new").length, 1);
});
