import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const contents = (history) => history.messages.map((message) => message.content);
const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`channels, ${transport}`, () => {
    const enter = (t, user, org) => server.client(t, { user, org, transport });

    test("a join is answered with the room, its position and how many are there", async (t) => {
      const org = freshOrg();
      const ann = await enter(t, "ann", org);
      const { answer, history } = await ann.joins("general");
      assert.equal(answer.channelId, "general");
      assert.equal(answer.room, "channel:general");
      assert.equal(answer.seq, 0);
      assert.equal(answer.members, 1);
      assert.deepEqual(history, { ...history, channelId: "general", messages: [], hasMore: false, total: 0 });

      const bob = await enter(t, "bob", org);
      assert.equal((await bob.joins("general")).answer.members, 2);
    });

    test("the others hear who joins and who leaves", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      await ann.joins("general");
      await bob.joins("general");
      const joined = await ann.next("channel:join");
      assert.deepEqual(joined, {
        channelId: "general", userId: "bob", userName: "Bob", user: { id: "bob", name: "Bob" }, timestamp: joined.timestamp,
      });

      assert.equal((await bob.does("channel:leave", { channelId: "general" })).channelId, "general");
      const left = await ann.next("channel:leave");
      assert.deepEqual(left, { channelId: "general", userId: "bob", userName: "Bob", timestamp: left.timestamp });
      assert.deepEqual(bob.saw("channel:join"), []);
      assert.deepEqual(bob.saw("channel:leave"), []);
    });

    test("leaving by disconnecting counts as leaving", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      await ann.joins("general");
      await bob.joins("general");
      bob.close();
      assert.equal((await ann.next("channel:leave")).userId, "bob");
    });

    test("joining and leaving are announced per user, not per socket", async (t) => {
      const org = freshOrg();
      const ann = await enter(t, "ann", org);
      await ann.joins("general");
      const [phone, laptop] = [await enter(t, "bob", org), await enter(t, "bob", org)];
      await phone.joins("general");
      assert.equal((await laptop.joins("general")).answer.members, 2);
      await laptop.joins("general");
      await phone.does("channel:leave", { channelId: "general" });
      await laptop.says("general", "bob is still here");
      await ann.hears("bob is still here");
      assert.equal(ann.saw("channel:join").length, 1);
      assert.equal(ann.saw("channel:leave").length, 0);

      await laptop.does("channel:leave", { channelId: "general" });
      await ann.next("channel:leave");
    });

    test("the number of members and the announcements that follow add up, whoever joins at the same time", async (t) => {
      const org = freshOrg();
      const users = await Promise.all(numbers(1, 8).map((number) => enter(t, `user-${number}`, org)));
      const counts = await Promise.all(users.map(({ socket }) => new Promise((resolve) => {
        const count = { now: NaN };
        socket.on("channel:join", () => count.now++);
        socket.emit("channel:join", { channelId: "general" }, ({ members }) => {
          count.now = members;
          resolve(count);
        });
      })));
      await users[0].says("general", "all are here");
      await Promise.all(users.map((user) => user.hears("all are here")));
      assert.deepEqual(counts.map((count) => count.now), users.map(() => users.length));
    });

    test("who has left hears nothing more", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      await ann.joins("general");
      await bob.joins("general");
      await bob.does("channel:leave", { channelId: "general" });
      await ann.says("general", "bob has gone");
      await ann.hears("bob has gone");
      await bob.joins("elsewhere");
      await ann.says("elsewhere", "after that");
      await bob.hears("after that");
      assert.deepEqual(bob.saw("message:new").map((message) => message.content), ["after that"]);
    });

    test("the history of a join is the last 50 messages, oldest first, and earlier ones come in pages", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      for (const number of numbers(1, 60)) await ann.says("general", number);
      const { answer, history } = await ann.joins("general");
      assert.equal(answer.seq, 60);
      assert.deepEqual(contents(history), numbers(11, 60));
      assert.equal(history.hasMore, true);
      assert.equal(history.total, 60);
      assert.ok(history.messages.every((message) => "reactions" in message && message.channelId === "general"));

      const earlier = await ann.does("channel:history", { channelId: "general", before: history.messages[0].id, limit: 7 });
      assert.deepEqual(contents(earlier), numbers(4, 10));
      assert.equal(earlier.hasMore, true);
      const earliest = await ann.does("channel:history", { channelId: "general", before: earlier.messages[0].id });
      assert.deepEqual(contents(earliest), numbers(1, 3));
      assert.equal(earliest.hasMore, false);
    });

    test("with lastMessageId the history is what came after it", async (t) => {
      const ann = await enter(t, "ann", freshOrg());
      const sent = [];
      for (const number of numbers(1, 60)) sent.push(await ann.says("general", number));
      const missed = await ann.joins("general", { lastMessageId: sent[4].id });
      assert.deepEqual(contents(missed.history), numbers(6, 60));
      assert.equal(missed.history.hasMore, false);
      const nothing = await ann.joins("general", { lastMessageId: sent[59].id });
      assert.deepEqual(contents(nothing.history), []);
    });

    test("with lastMessageId the history also tells what was done to older messages, as the others heard it", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      await bob.joins("general");
      const [first, second, last] = [await bob.says("general", "1"), await bob.says("general", "2"), await bob.says("general", "3")];
      await bob.does("message:update", { channelId: "general", messageId: first.id, content: "edited" });
      await bob.does("message:react", { channelId: "general", messageId: first.id, emoji: "+1", action: "add" });
      await bob.does("message:delete", { channelId: "general", messageId: second.id });
      await bob.does("message:read", { channelId: "general", messageId: last.id });
      await bob.next("message:read");

      const { history } = await ann.joins("general", { lastMessageId: last.id });
      const events = ["message:update", "message:reaction", "message:delete", "message:read"];
      assert.deepEqual(history.missed_events, events.map((event) => ({ event, data: bob.saw(event)[0] })));
      assert.deepEqual(history.messages, []);

      const { history: all } = await ann.joins("general");
      assert.deepEqual(all.missed_events, []);
      assert.deepEqual(contents(all), ["edited", "", "3"]);
      assert.deepEqual(all.messages[0].reactions, [{ emoji: "+1", count: 1, userIds: ["bob"] }]);
      assert.deepEqual(all.messages.map((message) => "deletedAt" in message), [false, true, false]);
    });

    test("the room hears what was changed about a channel, and the whole channel after it", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      await ann.joins("general");
      await bob.joins("general");
      await ann.does("channel:update", { channelId: "general", updates: { name: "General", topic: "old", metadata: { color: "red" } } });
      await bob.next("channel:update");
      const { channel } = await ann.does("channel:update", { channelId: "general", updates: { topic: null, description: "all" } });
      const { createdAt, updatedAt } = channel;
      assert.deepEqual(channel, {
        channelId: "general", name: "General", topic: null, description: "all", metadata: { color: "red" }, createdAt, updatedAt,
      });
      const heard = await bob.next("channel:update");
      assert.deepEqual(heard, {
        channelId: "general", updates: { topic: null, description: "all" }, channel, updatedBy: "ann", updatedByName: "Ann", timestamp: updatedAt,
      });
      assert.deepEqual(ann.saw("channel:update").at(-1), heard);
    });

    test("two organizations have two channels of the same name", async (t) => {
      const [here, there] = [freshOrg(), freshOrg()];
      const [ann, eve] = [await enter(t, "ann", here), await enter(t, "eve", there)];
      await ann.joins("general");
      assert.equal((await eve.joins("general")).answer.members, 1);
      ann.tell("typing:start", { channelId: "general" });
      const sent = await ann.says("general", "among us", { optimisticId: "o-1" });
      await ann.hears("among us");

      assert.equal((await eve.isRefused("channel:join", { channelId: "general", lastMessageId: sent.id })).code, "NOT_FOUND");
      assert.equal((await eve.says("general", "among them", { optimisticId: "o-1" })).seq, 1);
      await eve.hears("among them");
      assert.deepEqual(eve.saw("message:new").map((message) => message.content), ["among them"]);
      assert.deepEqual([...eve.saw("channel:join"), ...eve.saw("typing:start")], []);
      const again = await eve.joins("general");
      assert.deepEqual(contents(again.history), ["among them"]);
      assert.equal(again.history.total, 1);
    });

    test("a socket that joins with lastMessageId in the middle of traffic misses nothing and gets nothing twice", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      const first = await ann.says("general", "0");
      const sends = numbers(1, 120).map((number) => ann.says("general", number));
      const rejoin = bob.joins("general", { lastMessageId: first.id });
      const [{ history }] = await Promise.all([rejoin, ...sends]);
      const replayed = contents(history);
      const live = numbers(replayed.length + 1, 120);
      if (live.length > 0) await bob.hears("120");
      assert.deepEqual([...replayed, ...bob.saw("message:new").map((message) => message.content)], numbers(1, 120));
    });
  });
}

describe("channels", () => {
  test("an id is 1 to 128 characters of the allowed ones", async (t) => {
    const ann = await server.client(t, { user: "ann", org: freshOrg() });
    await ann.joins("A-z_0.9~@|");
    await ann.joins("x".repeat(128));
    for (const channelId of ["", "x".repeat(129), "a/b", "a b", "ä", "a:b", 7, null, ["general"], { id: "general" }]) {
      assert.equal((await ann.isRefused("channel:join", { channelId })).code, "VALIDATION_ERROR", JSON.stringify(channelId));
    }
  });

  test("a page has 1 to 200 messages", async (t) => {
    const ann = await server.client(t, { user: "ann", org: freshOrg() });
    await ann.joins("general");
    for (const limit of [0, 201, -1, 1.5, "10"]) {
      assert.equal((await ann.isRefused("channel:history", { channelId: "general", limit })).code, "VALIDATION_ERROR", String(limit));
    }
  });

  test("an update needs a channel that exists, and something to change", async (t) => {
    const ann = await server.client(t, { user: "ann", org: freshOrg() });
    await ann.joins("general");
    assert.equal((await ann.isRefused("channel:update", { channelId: "nowhere", updates: { name: "x" } })).code, "NOT_FOUND");
    for (const updates of [{}, { color: "red" }, { name: "" }, { name: "x".repeat(201) }, { metadata: [] }, null, "name"]) {
      const { code, message } = await ann.isRefused("channel:update", { channelId: "general", updates });
      assert.equal(code, "VALIDATION_ERROR", JSON.stringify(updates));
      assert.match(message, /^updates/);
    }
  });

  test("an unknown lastMessageId is NOT_FOUND", async (t) => {
    const ann = await server.client(t, { user: "ann", org: freshOrg() });
    await ann.joins("general");
    const lastMessageId = "msg_01890a5d-ac96-774b-bcce-b302099a8057";
    assert.equal((await ann.isRefused("channel:join", { channelId: "general", lastMessageId })).code, "NOT_FOUND");
  });
});
