import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const here = { channelId: "general" };

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`typing, ${transport}`, () => {
    const annAndBob = async (t) => {
      const org = freshOrg();
      const ann = await server.client(t, { user: "ann", org, transport });
      const bob = await server.client(t, { user: "bob", org, transport });
      await ann.joins("general");
      await bob.joins("general");
      return [ann, bob, org];
    };

    test("the others see who types and who has stopped; the token says who that is", async (t) => {
      const [ann, bob] = await annAndBob(t);
      await ann.does("typing:start", { ...here, userId: "mallory", userName: "Mallory" });
      const start = await bob.next("typing:start");
      const expected = { channelId: "general", conversationId: null, userId: "ann", userName: "Ann" };
      assert.deepEqual(start, { ...expected, timestamp: start.timestamp });
      await ann.does("typing:stop", here);
      const stop = await bob.next("typing:stop");
      assert.deepEqual(stop, { ...expected, timestamp: stop.timestamp });
    });

    test("no socket of the one who types is told", async (t) => {
      const [ann, bob, org] = await annAndBob(t);
      const phone = await server.client(t, { user: "ann", org, transport });
      await phone.joins("general");
      await ann.does("typing:start", here);
      await bob.next("typing:start");
      await ann.says("general", "fence");
      await Promise.all([ann.hears("fence"), phone.hears("fence")]);
      for (const client of [ann, phone]) assert.deepEqual([...client.saw("typing:start"), ...client.saw("typing:stop")], []);
    });

    test("who sends the message has stopped, once", async (t) => {
      const [ann, bob] = await annAndBob(t);
      await ann.does("typing:start", here);
      await ann.says("general", "done");
      await bob.next("typing:stop");
      await ann.does("typing:stop", here);
      await ann.says("general", "fence");
      await bob.hears("fence");
      assert.equal(bob.saw("typing:stop").length, 1);
    });

    test("who leaves has stopped", async (t) => {
      const [ann, bob] = await annAndBob(t);
      await ann.does("typing:start", here);
      await ann.does("channel:leave", here);
      assert.equal((await bob.next("typing:stop")).userId, "ann");
    });

    test("who disconnects has stopped", async (t) => {
      const [ann, bob] = await annAndBob(t);
      await ann.does("typing:start", here);
      ann.close();
      assert.equal((await bob.next("typing:stop")).userId, "ann");
    });

    test("typing needs a join", async (t) => {
      const ann = await server.client(t, { user: "ann", org: freshOrg(), transport });
      for (const event of ["typing:start", "typing:stop"]) {
        assert.equal((await ann.isRefused(event, here)).code, "NOT_IN_ROOM");
      }
    });
  });
}

test("who is silent for 10 s has stopped, once", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const bob = await server.client(t, { user: "bob", org });
  await ann.joins("general");
  await bob.joins("general");
  await ann.does("typing:start", here);
  const began = Date.now();
  assert.equal((await bob.next("typing:stop", undefined, 20_000)).userId, "ann");
  const silence = Date.now() - began;
  assert.ok(silence > 8_000 && silence < 14_000, `${silence} ms`);
  await ann.says("general", "fence");
  await bob.hears("fence");
  assert.equal(bob.saw("typing:stop").length, 1);
});
