import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

// Two organizations serve one customer, and both have a user of the same id.

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const scene = async (t, transport) => {
  const room = { conversationId: "v1", customerId: freshOrg() };
  const enter = async (user, org) => {
    const client = await server.client(t, { user, org, transport, claims: { customerIds: [room.customerId] } });
    const { members } = await client.does("conversation:join", room);
    return { client, members };
  };
  const [ours, bob, theirs] = [await enter("ann", "acme"), await enter("bob", "acme"), await enter("ann", "other")];
  assert.deepEqual([ours.members, bob.members, theirs.members], [1, 2, 3]);
  return { room, ours: ours.client, bob: bob.client, theirs: theirs.client };
};

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`users of one id in two organizations, ${transport}`, () => {
    test("each is heard to come, to type and to go, by the other too", async (t) => {
      const { room, ours, bob, theirs } = await scene(t, transport);
      assert.equal((await ours.next("member:joined", (one) => one.userId === "ann")).userId, "ann");
      assert.equal((await bob.next("member:joined")).userId, "ann");
      await ours.does("typing:start", room);
      assert.equal((await theirs.next("typing:start")).userId, "ann");
      await bob.next("typing:start");
      await ours.does("conversation:leave", room);
      assert.equal((await theirs.next("member:left")).userId, "ann");
      await bob.next("member:left");
      assert.deepEqual(ours.saw("typing:start"), []);
    });

    test("one optimisticId of both is two messages, and each is its author's alone", async (t) => {
      const { room, ours, bob, theirs } = await scene(t, transport);
      const first = await ours.does("message:send", { ...room, content: "hi", optimisticId: "o1" });
      const second = await theirs.does("message:send", { ...room, content: "ho", optimisticId: "o1" });
      assert.notEqual(first.id, second.id);
      assert.equal((await ours.does("message:send", { ...room, content: "hi", optimisticId: "o1" })).id, first.id);
      assert.equal((await theirs.does("message:send", { ...room, content: "ho", optimisticId: "o1" })).id, second.id);
      const refused = await theirs.isRefused("message:update", { ...room, messageId: first.id, content: "mine" });
      assert.equal(refused.code, "FORBIDDEN");
      assert.equal((await ours.isRefused("message:delete", { ...room, messageId: second.id })).code, "FORBIDDEN");
      await ours.does("message:update", { ...room, messageId: first.id, content: "hello" });
      await bob.next("message:update", (one) => one.messageId === first.id);
      assert.deepEqual(bob.saw("message:new").map((one) => [one.userId, one.content]), [["ann", "hi"], ["ann", "ho"]]);
    });

    test("reactions and read marks of both count", async (t) => {
      const { room, ours, bob, theirs } = await scene(t, transport);
      const { id: messageId } = await bob.does("message:send", { ...room, content: "hi" });
      for (const one of [ours, theirs]) {
        assert.equal(typeof (await one.does("message:react", { ...room, messageId, emoji: "+1", action: "add" })).seq, "number");
        assert.equal(typeof (await one.does("message:read", { ...room, messageId })).seq, "number");
        await bob.next("message:reaction");
        await bob.next("message:read");
      }
      await bob.does("conversation:rejoin", room);
      const { missed_messages: [message] } = await bob.next("conversation:rejoined");
      assert.deepEqual(message.reactions, [{ emoji: "+1", count: 2, userIds: ["ann", "ann"] }]);
    });
  });
}
