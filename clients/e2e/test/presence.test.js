import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg, token } from "../lib/token.js";

const GRACE_MS = 3_000;
const TIMEOUT_MS = 2_000;
const LARGE = 3;
const SOCKETS = 4;

/** What `client` hears next of `user`, with this status if one is named. */
const appears = (client, user, status) =>
  client.next("presence:update", (told) => told.userId === user && (!status || told.status === status));
/** Everything that `client` has heard of `user`. */
const statuses = (client, user) => client.saw("presence:update").filter((told) => told.userId === user).map((told) => told.status);
const listed = async (client) => (await client.does("presence:list")).users;

describe("presence", () => {
  let server;
  before(async () => (server = await Server.start({ PRESENCE_GRACE_MS: String(GRACE_MS) })));
  after(() => server?.stop());

  for (const transport of Object.keys(TRANSPORTS)) {
    describe(transport, () => {
      const annAndBob = async (t) => {
        const org = freshOrg();
        const bob = await server.client(t, { user: "bob", org, transport });
        const ann = await server.client(t, { user: "ann", org, transport });
        return [ann, bob, org];
      };

      test("a user's first socket makes the user online, for the organization and for itself after `connected`", async (t) => {
        const [ann, bob] = await annAndBob(t);
        const told = await appears(bob, "ann");
        const expected = { userId: "ann", userName: "Ann", status: "online", customStatus: null, statusText: null };
        assert.deepEqual(told, { ...expected, timestamp: told.timestamp });
        assert.ok(Math.abs(Date.parse(told.timestamp) - Date.now()) < 60_000, told.timestamp);
        assert.deepEqual(await appears(ann, "ann"), told);
        assert.deepEqual(ann.events.filter((event) => event !== "connect" && event !== "upgrade").slice(0, 2), ["connected", "presence:update"]);
      });

      test("what a user chooses is told to all in the organization, and unchanged not again", async (t) => {
        const [ann, bob, org] = await annAndBob(t);
        const phone = await server.client(t, { user: "ann", org, transport });
        const stranger = await server.client(t, { user: "ann", org: freshOrg(), transport });
        const busy = { status: "busy", customStatus: "In a meeting", statusText: "until noon" };
        for (let i = 0; i < 2; i++) await ann.does("presence:update", { ...busy, userId: "bob" });
        await ann.does("presence:update", { status: "away" });
        for (const client of [ann, bob, phone]) {
          await appears(client, "ann", "away");
          const told = client.saw("presence:update").filter(({ userId, status }) => userId === "ann" && status !== "online");
          assert.deepEqual(told.map(({ status, customStatus, statusText }) => ({ status, customStatus, statusText })), [busy, { ...busy, status: "away" }]);
        }
        await stranger.does("presence:list");
        assert.deepEqual(statuses(stranger, "ann"), ["online"]);
      });

      test("`presence:list` holds all who are not offline, as they were announced", async (t) => {
        const [ann, bob, org] = await annAndBob(t);
        const cat = await server.client(t, { user: "cat", org, transport });
        await cat.does("presence:update", { status: "offline" });
        await ann.does("presence:update", { status: "busy", statusText: "writing" });
        const told = await appears(bob, "ann", "busy");
        assert.deepEqual(await bob.does("presence:list"), { success: true, users: [told, ...bob.saw("presence:update").slice(0, 1)], hasMore: false });
        assert.equal((await appears(bob, "cat", "offline")).customStatus, null);
      });

      test("what a user may not choose is refused and not told", async (t) => {
        const [ann, bob] = await annAndBob(t);
        for (const wrong of [{}, { status: "gone" }, { status: "busy", statusText: "x".repeat(201) }, { status: "busy", customStatus: 7 }]) {
          assert.equal((await ann.isRefused("presence:update", wrong)).code, "VALIDATION_ERROR");
        }
        assert.equal((await ann.isRefused("presence:list", { after: "a b" })).code, "VALIDATION_ERROR");
        await ann.does("presence:update", { status: "away" });
        await appears(bob, "ann", "away");
        assert.deepEqual(statuses(bob, "ann"), ["online", "away"]);
      });
    });
  }

  test("texts stay until they are changed, taken away with null, or the user is offline", async (t) => {
    const org = freshOrg();
    const ann = await server.client(t, { user: "ann", org });
    const chosen = async (choice) => {
      await ann.does("presence:update", choice);
      const { status, customStatus, statusText } = await appears(ann, "ann", choice.status);
      return [status, customStatus, statusText];
    };
    assert.deepEqual(await chosen({ status: "busy", customStatus: "a", statusText: "b" }), ["busy", "a", "b"]);
    assert.deepEqual(await chosen({ status: "away" }), ["away", "a", "b"]);
    assert.deepEqual(await chosen({ status: "busy", customStatus: null, statusText: "c" }), ["busy", null, "c"]);
    assert.deepEqual(await chosen({ status: "offline" }), ["offline", null, null]);
  });

  test("the last socket's end makes the user offline after the grace; who comes back sooner was never gone", async (t) => {
    const org = freshOrg();
    const bob = await server.client(t, { user: "bob", org });
    const ann = await server.client(t, { user: "ann", org });
    const dan = await server.client(t, { user: "dan", org });
    await ann.does("presence:update", { status: "busy", customStatus: "x" });
    ann.close();
    const again = await server.client(t, { user: "ann", org });
    const left = Date.now();
    dan.close();
    const gone = await appears(bob, "dan", "offline"); // whoever went before dan and stayed away was told before
    assert.deepEqual({ ...gone, timestamp: "" }, { userId: "dan", userName: "Dan", status: "offline", customStatus: null, statusText: null, timestamp: "" });
    const took = Date.now() - left;
    assert.ok(took > GRACE_MS - 500 && took < GRACE_MS + 5_000, `${took} ms`);
    assert.deepEqual(statuses(bob, "ann"), ["online", "busy"]);
    const [listedAnn] = await listed(again);
    assert.deepEqual([listedAnn.userId, listedAnn.status, listedAnn.customStatus], ["ann", "busy", "x"]);
  });

  test("one socket's end is not the user's while there is another", async (t) => {
    const org = freshOrg();
    const bob = await server.client(t, { user: "bob", org });
    const [ann, dan] = [await server.client(t, { user: "ann", org }), await server.client(t, { user: "dan", org })];
    await server.client(t, { user: "ann", org });
    ann.close();
    await bob.does("presence:list");
    dan.close();
    await appears(bob, "dan", "offline");
    assert.deepEqual(statuses(bob, "ann"), ["online"]);
  });
});

describe("presence of those who are silent", () => {
  let server;
  before(async () => (server = await Server.start({ PRESENCE_TIMEOUT_MS: String(TIMEOUT_MS) })));
  after(() => server?.stop());

  for (const [what, sign] of Object.entries({
    "presence:heartbeat": (ann) => ann.tell("presence:heartbeat"),
    "any other event": (ann) => ann.tell("channel:join", { channelId: "general" }),
  })) {
    test(`a user who is silent is away, and back as before with ${what}`, async (t) => {
      const org = freshOrg();
      const bob = await server.client(t, { user: "bob", org });
      const ann = await server.client(t, { user: "ann", org });
      await ann.does("presence:update", { status: "busy", statusText: "writing" });
      await appears(bob, "ann", "busy");
      assert.equal((await appears(bob, "ann")).status, "online");
      const away = await appears(bob, "ann");
      assert.deepEqual([away.status, away.statusText], ["away", "writing"]);
      sign(ann);
      const back = await appears(bob, "ann");
      assert.deepEqual([back.status, back.statusText], ["busy", "writing"]);
    });
  }

  test("who chose to be offline stays so, silent or not", async (t) => {
    const org = freshOrg();
    const ann = await server.client(t, { user: "ann", org });
    await ann.does("presence:update", { status: "offline" });
    const bob = await server.client(t, { user: "bob", org });
    await appears(bob, "bob", "away"); // bob came after ann, and so did bob's silence
    await ann.does("presence:heartbeat");
    assert.deepEqual(statuses(bob, "ann"), []);
    assert.deepEqual((await listed(ann)).map((user) => user.userId), ["bob"]);
  });
});

describe("limits for users", () => {
  let server;
  before(async () => (server = await Server.start({ MAX_CONNECTIONS_PER_USER: String(SOCKETS), PRESENCE_AUDIENCE_MAX: String(LARGE) })));
  after(() => server?.stop());

  test("one socket more than a user may have is refused as OVERLOADED, and accepted when one has gone", async (t) => {
    const org = freshOrg();
    const sockets = [];
    for (let i = 0; i < SOCKETS; i++) sockets.push(await server.client(t, { user: "ann", org }));
    const refused = async () => {
      const next = server.stranger(t, { auth: { token: token({ user: "ann", org }) } }).open();
      return await Promise.race([next.next("connected").then(() => null), next.next("connect_error")]);
    };
    const { data } = await refused();
    assert.equal(data.code, "OVERLOADED");
    assert.equal(typeof data.message, "string");
    await server.client(t, { user: "bob", org });
    await server.client(t, { user: "ann", org: freshOrg() });
    sockets[0].close();
    let tries = 0;
    while ((await refused()) && tries < 100) tries++;
    assert.ok(tries < 100, "the place is free again");
  });

  test("in a large organization only what users choose is told; the list says how it is", async (t) => {
    const org = freshOrg();
    const ann = await server.client(t, { user: "ann", org });
    const others = [];
    for (let i = 0; i < LARGE; i++) others.push(await server.client(t, { user: `user${i}`, org }));
    const last = others.at(-1);
    assert.deepEqual((await listed(ann)).map((user) => user.userId), ["ann", "user0", "user1", "user2"]);
    await last.does("presence:update", { status: "busy" });
    await appears(ann, last.saw("connected")[0].userId, "busy");
    assert.deepEqual(statuses(ann, "user1"), ["online"], "the third of three");
    assert.deepEqual(statuses(ann, "user2"), ["busy"], "nobody was told that the fourth came");
  });
});
