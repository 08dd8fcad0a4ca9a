import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const session = { sessionId: "swarm_9a8b7c6d" };
const activity = { room: "activity:c1" };
const claims = { customerIds: ["c1", "c2"] };

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`swarm and activity, ${transport}`, () => {
    const enter = (t, user, org) => server.client(t, { user, org, transport, claims });

    test("who subscribes to a swarm is told so, by event and by callback", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      assert.deepEqual(await ann.ask("swarm:subscribe", session), { success: true, ...session });
      assert.deepEqual(await ann.next("swarm:subscribed"), session);
    });

    test("who joins an activity is told so, by event and by callback", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      assert.deepEqual(await ann.ask("activity:join", activity), { success: true, ...activity });
      assert.deepEqual(await ann.next("activity:joined"), activity);
    });

    test("joining twice is a success, and so is leaving what one is not in", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      for (let i = 0; i < 2; i++) {
        await ann.does("swarm:subscribe", session);
        await ann.does("activity:join", activity);
      }
      for (let i = 0; i < 2; i++) {
        assert.deepEqual(await ann.ask("swarm:unsubscribe", session), { success: true, ...session });
        assert.deepEqual(await ann.ask("activity:leave", activity), { success: true, ...activity });
      }
      assert.deepEqual(ann.saw("error"), []);
    });

    test("nobody hears of who follows a swarm or an activity", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      for (const client of [ann, bob]) {
        await client.does("swarm:subscribe", session);
        await client.does("activity:join", activity);
        await client.joins("general");
      }
      await bob.does("swarm:unsubscribe", session);
      await bob.does("activity:leave", activity);
      await bob.says("general", "fence");
      await ann.hears("fence");
      assert.equal(ann.saw("swarm:subscribed").length, 1);
      assert.equal(ann.saw("activity:joined").length, 1);
      for (const event of ["swarm:unsubscribe", "activity:leave", "member:joined", "member:left"]) {
        assert.deepEqual(ann.saw(event), []);
      }
    });

    test("the activity of a customer that is not among the token's does not exist", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      assert.equal((await ann.isRefused("activity:join", { room: "activity:c3" })).code, "NOT_FOUND");
      await ann.does("activity:join", { room: "activity:c2" });
    });

    test("what is no name of a room is refused with the field's name", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      for (const room of ["c1", "channel:c1", "activity:", "activity:c1:x", "activity:__proto__\u0000", 7, null]) {
        const error = await ann.isRefused("activity:join", { room });
        assert.equal(error.code, "VALIDATION_ERROR");
        assert.match(error.message, /^room: /);
      }
      for (const sessionId of ["", "a b", "a:b", "x".repeat(129), {}, undefined]) {
        const error = await ann.isRefused("swarm:subscribe", { sessionId });
        assert.equal(error.code, "VALIDATION_ERROR");
        assert.match(error.message, /^sessionId: /);
      }
    });
  });
}

test("an answer to a request that was never asked is NOT_FOUND", async (t) => {
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  const error = await ann.isRefused("tool:permission:response", { requestId: "perhaps", approved: true });
  assert.equal(error.code, "NOT_FOUND");
});
