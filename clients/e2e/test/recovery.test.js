import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg, now, token } from "../lib/token.js";

const reconnecting = { reconnection: true, reconnectionDelay: 200, reconnectionDelayMax: 400 };
const channelId = "general";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

/** Breaks the connection under a client that stays away for as long as that takes, and comes back. */
async function whileAway(client, events = async () => {}) {
  client.socket.io.reconnection(false);
  client.socket.io.engine.close();
  await client.next("disconnect");
  await events();
  const back = new Promise((resolve) => client.socket.once("connect", resolve));
  client.open();
  await back;
}

/** What a client heard in its rooms, without what is told of who comes and goes. */
const story = (client) =>
  client.heard
    .filter(({ event }) => /^(message:(new|chunk|stream)|typing:)/.test(event))
    .map(({ event, data }) => data.content || data.text || event);

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`recovery, ${transport}`, () => {
    test("a client comes back recovered, as who it was, with everything that it missed, before anything new", async (t) => {
      const org = freshOrg();
      const ann = await server.client(t, { user: "ann", org, transport });
      const bob = await server.client(t, { user: "bob", org });
      await ann.joins(channelId);
      await bob.joins(channelId);
      await bob.says(channelId, "before");
      await ann.hears("before");
      const id = ann.id;

      await whileAway(ann, async () => {
        await bob.does("typing:start", { channelId });
        await bob.says(channelId, "missed 1");
        const { messageId } = await bob.does("message:stream_start", { channelId });
        for (let index = 0; index < 3; index++) {
          await bob.does("message:stream_chunk", { messageId, index, text: `piece ${index} ` });
        }
        await bob.does("message:stream_end", { messageId });
        await bob.does("presence:update", { status: "busy" });
        await bob.says(channelId, "missed 2");
      });
      assert.equal(ann.socket.recovered, true);
      assert.equal(ann.id, id);
      assert.equal(story(ann).at(-1), "missed 2", "at `connect` all of it is there");
      await bob.says(channelId, "after");
      await ann.hears("after");
      assert.deepEqual(story(ann), [
        "before", "typing:start", "typing:stop", "missed 1", "message:stream_started", "piece 0 ", "piece 1 ", "piece 2 ",
        "piece 0 piece 1 piece 2 ", "missed 2", "after",
      ]);
      assert.equal(ann.saw("presence:update").filter(({ userId, status }) => userId === "bob" && status === "busy").length, 1);
      await ann.does("typing:start", { channelId });
      await bob.next("typing:start", ({ userId }) => userId === "ann");
    });

    test("a client that heard nothing but `connected` comes back recovered", async (t) => {
      const org = freshOrg();
      const ann = await server.client(t, { user: "ann", org, transport });
      const id = ann.id;
      await whileAway(ann);
      assert.equal(ann.socket.recovered, true);
      assert.equal(ann.id, id);
      assert.equal((await ann.next("connected")).socketId, id);
    });

    test("a connection that breaks again and again loses nothing, whether something was told in between or not", async (t) => {
      const org = freshOrg();
      const ann = await server.client(t, { user: "ann", org, transport });
      const bob = await server.client(t, { user: "bob", org });
      await ann.joins(channelId);
      await bob.joins(channelId);
      const said = [];
      for (let i = 0; i < 4; i++) {
        await whileAway(ann, async () => {
          said.push(`message ${i}`);
          await bob.says(channelId, `message ${i}`);
        });
        assert.equal(ann.socket.recovered, true);
        await whileAway(ann);
        assert.equal(ann.socket.recovered, true);
      }
      await ann.hears("message 3");
      assert.deepEqual(story(ann), said);
    });

    test("two sockets of a user come back, each to what it missed itself", async (t) => {
      const org = freshOrg();
      const phone = await server.client(t, { user: "ann", org, transport });
      const laptop = await server.client(t, { user: "ann", org, transport });
      const bob = await server.client(t, { user: "bob", org });
      await phone.joins(channelId);
      await laptop.joins("other");
      await whileAway(phone, () =>
        whileAway(laptop, async () => {
          await bob.says(channelId, "for the phone");
          await bob.says("other", "for the laptop");
        }),
      );
      assert.deepEqual([phone.socket.recovered, laptop.socket.recovered], [true, true]);
      await phone.hears("for the phone");
      await laptop.hears("for the laptop");
      assert.deepEqual([story(phone), story(laptop)], [["for the phone"], ["for the laptop"]]);
    });

    test("the token is checked again, and must be of the same user", async (t) => {
      const org = freshOrg();
      const bob = await server.client(t, { user: "bob", org });
      await bob.joins(channelId);
      const ann = await server.client(t, { user: "ann", org, transport });
      await ann.joins(channelId);
      const id = ann.id;
      await whileAway(ann, async () => {
        await bob.says(channelId, "not for eve");
        ann.socket.auth = { token: token({ user: "eve", org }) };
      });
      assert.equal(ann.socket.recovered, false);
      assert.notEqual(ann.id, id);
      assert.equal((await ann.next("connected")).userId, "eve");
      await ann.joins("elsewhere"); // whatever came with the connection, came before this
      assert.deepEqual(story(ann), []);
    });

    test("a token that has expired brings nobody back", async (t) => {
      const org = freshOrg();
      const ann = await server.client(t, { user: "ann", org, transport });
      ann.socket.auth = { token: token({ user: "ann", org, exp: now() - 3600 }) };
      ann.socket.io.engine.close();
      await ann.next("disconnect");
      ann.open();
      assert.equal((await ann.next("connect_error")).data.code, "AUTH_EXPIRED");
    });

    test("an offset or a pid that was never given brings a fresh session", async (t) => {
      const org = freshOrg();
      for (const forge of [(socket) => (socket._lastOffset = "0.zzzz"), (socket) => (socket._pid = "A".repeat(20))]) {
        const ann = await server.client(t, { user: "ann", org, transport });
        const id = ann.id;
        await whileAway(ann, async () => forge(ann.socket));
        assert.notEqual(ann.id, id);
        await ann.says(channelId, "fresh");
      }
    });

    test("a client that is back before the server noticed takes its place", async (t) => {
      const org = freshOrg();
      const bob = await server.client(t, { user: "bob", org });
      const lost = await server.client(t, { user: "ann", org, transport });
      await lost.joins(channelId);
      // The same client on another network, while the server still holds its old connection for alive.
      const back = server.stranger(t, { auth: { token: token({ user: "ann", org }) }, ...TRANSPORTS[transport] });
      back.socket._pid = lost.socket._pid;
      back.socket._lastOffset = lost.socket._lastOffset;
      const id = lost.id;
      await bob.says(channelId, "on its way");
      back.open();
      await back.next("connect");
      assert.equal(back.socket.recovered, true);
      assert.equal(back.id, id);
      await back.hears("on its way");
      await lost.next("disconnect");
    });
  });
}

test("after the window a client starts over, and joining with the last message brings everything", async (t) => {
  const brief = await Server.start({ RECOVERY_WINDOW_MS: "1500" });
  t.after(() => brief.stop());
  const org = freshOrg();
  const claims = { customerIds: ["c1"] };
  // It tries again by itself, when the window is over.
  const patient = { reconnection: true, reconnectionDelay: 4_000, randomizationFactor: 0 };
  const ann = await brief.client(t, { user: "ann", org, claims, ...patient });
  const bob = await brief.client(t, { user: "bob", org, claims });
  await ann.joins(channelId);
  const last = await bob.says(channelId, "before");
  await ann.hears("before");
  const talk = { conversationId: "talk", customerId: "c1" };
  await ann.does("conversation:join", talk);
  const lastThere = await bob.does("message:send", { ...talk, content: "before" });
  ann.socket.io.engine.close();
  await ann.next("disconnect");
  await bob.says(channelId, "missed");
  await bob.does("message:send", { ...talk, content: "missed there" });
  await ann.next("connected");
  assert.equal(ann.socket.recovered, false);
  const { history } = await ann.joins(channelId, { lastMessageId: last.id });
  assert.deepEqual(history.messages.map(({ content }) => content), ["missed"]);
  await ann.does("conversation:rejoin", { ...talk, lastMessageId: lastThere.id });
  const { missed_messages } = await ann.next("conversation:rejoined");
  assert.deepEqual(missed_messages.map(({ content }) => content), ["missed there"]);
});

test("after a restart of the server a client starts over, and joining with the last message brings everything", async (t) => {
  const mortal = await Server.start();
  t.after(() => mortal.stop());
  const org = freshOrg();
  const ann = await mortal.client(t, { user: "ann", org, ...reconnecting });
  await ann.joins(channelId);
  const last = await ann.says(channelId, "before");
  await ann.hears("before");
  await mortal.kill();
  await ann.next("disconnect");
  await mortal.startAgain();
  await ann.next("connected", undefined, 60_000);
  assert.equal(ann.socket.recovered, false);
  await ann.says(channelId, "after");
  const { history } = await ann.joins(channelId, { lastMessageId: last.id });
  assert.deepEqual(history.messages.map(({ content }) => content), ["after"]);
});

test("with a window of 0 nobody gets a pid or an offset", async (t) => {
  const forgetful = await Server.start({ RECOVERY_WINDOW_MS: "0" });
  t.after(() => forgetful.stop());
  const ann = forgetful.stranger(t, { auth: { token: token({ user: "ann", org: freshOrg() }) } });
  const lengths = [];
  ann.socket.onAny((_, ...args) => lengths.push(args.length));
  await ann.open().next("connected");
  assert.equal(ann.socket._pid, undefined);
  await whileAway(ann);
  assert.ok(!ann.socket.recovered);
  await ann.next("connected");
  assert.deepEqual(new Set(lengths), new Set([1]));
});
