import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { DURABLE, Shown } from "../lib/shown.js";
import { freshOrg } from "../lib/token.js";

const RESTART_MS = 60_000;

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const contents = (messages) => messages.map((message) => message.content);
const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
const freshRoom = () => ({ conversationId: "v1", customerId: freshOrg() });
const enter = (t, user, room, options = {}) =>
  server.client(t, { user, org: "acme", claims: { customerIds: [room.customerId] }, ...options });
const say = (client, room, content) => client.does("message:send", { ...room, content });
const rejoin = async (client, room, since = {}) => {
  const answer = await client.does("conversation:rejoin", { ...room, ...since });
  return { answer, rejoined: await client.next("conversation:rejoined") };
};

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`conversations, ${transport}`, () => {
    test("a join is answered, the socket hears room:joined and the others who it is", async (t) => {
      const room = freshRoom();
      const [ann, bob] = [await enter(t, "ann", room, { transport }), await enter(t, "bob", room, { transport })];
      const name = `customer:${room.customerId}:conversation:v1`;
      assert.deepEqual(await ann.does("conversation:join", room), { success: true, room: name, ...room, seq: 0, members: 1 });
      const joined = await ann.next("room:joined");
      assert.deepEqual(joined, { room: name, ...room, timestamp: joined.timestamp });
      assert.equal((await bob.does("conversation:join", room)).members, 2);
      const member = await ann.next("member:joined");
      assert.deepEqual(member, { conversationId: "v1", userId: "bob", userName: "Bob", timestamp: member.timestamp });
      assert.deepEqual(bob.saw("member:joined"), []);
    });

    test("a rejoin brings the messages and the durable events that were missed, as the others heard them, in order", async (t) => {
      const room = freshRoom();
      const [ann, bob] = [await enter(t, "ann", room, { transport }), await enter(t, "bob", room, { transport })];
      await bob.does("conversation:join", room);
      const old = await say(bob, room, "old");
      const last = await say(bob, room, "last");
      await bob.does("message:update", { ...room, messageId: old.id, content: "edited", metadata: { n: 1 } });
      await bob.does("message:react", { ...room, messageId: old.id, emoji: "+1", action: "add" });
      const fresh = await say(bob, room, "fresh");
      await bob.does("message:read", { ...room, messageId: fresh.id });
      await bob.does("message:delete", { ...room, messageId: last.id });
      await bob.next("message:delete");

      const { answer, rejoined } = await rejoin(ann, room, { lastMessageId: last.id });
      assert.deepEqual([answer.seq, answer.members], [7, 2]);
      assert.equal(rejoined.conversationId, "v1");
      assert.equal(rejoined.customerId, room.customerId);
      assert.equal(rejoined.hasMore, false);
      const [live] = bob.saw("message:new").filter((message) => message.id === fresh.id);
      assert.deepEqual(rejoined.missed_messages, [{ ...live, reactions: [] }]);
      const events = ["message:update", "message:reaction", "message:read", "message:delete"];
      assert.deepEqual(rejoined.missed_events, events.map((event) => ({ event, data: bob.saw(event)[0] })));
      assert.deepEqual(ann.saw("room:joined"), []);
      assert.equal((await bob.next("member:joined")).userId, "ann");
    });

    test("a socket that rejoins in the middle of traffic is answered first, misses nothing and gets nothing twice or out of order", async (t) => {
      const room = freshRoom();
      const [ann, bob] = [await enter(t, "ann", room, { transport }), await enter(t, "bob", room, { transport })];
      const first = await say(ann, room, "0");
      const told = [];
      bob.socket.onAny((event, data) => {
        if (DURABLE.includes(event)) told.push(data.seq);
      });
      bob.socket.on("conversation:rejoined", ({ missed_messages, missed_events }) => {
        const missed = [...missed_messages, ...missed_events.map((one) => one.data)].map((one) => one.seq);
        told.push(...missed.sort((a, b) => a - b));
      });
      const traffic = numbers(1, 60).flatMap((number) => [
        say(ann, room, number),
        ann.does("message:update", { ...room, messageId: first.id, content: `edit ${number}` }),
      ]);
      const toldBeforeTheAnswer = new Promise((resolve) => {
        bob.socket.emit("conversation:rejoin", { ...room, lastMessageId: first.id }, () => resolve(told.length));
      });
      await Promise.all(traffic);
      assert.equal(await toldBeforeTheAnswer, 0);
      await say(ann, room, "the end");
      await bob.next("message:new", (message) => message.content === "the end");
      assert.deepEqual(told, Array.from({ length: 121 }, (_, i) => i + 2));
    });
  });
}

describe("conversations", () => {
  test("joining twice announces nothing and answers room:joined again", async (t) => {
    const room = freshRoom();
    const [ann, bob] = [await enter(t, "ann", room), await enter(t, "bob", room)];
    await ann.does("conversation:join", room);
    await bob.does("conversation:join", room);
    await bob.does("conversation:join", room);
    await bob.next("room:joined");
    await bob.next("room:joined");
    await say(bob, room, "behind");
    await ann.next("message:new");
    assert.equal(ann.saw("member:joined").length, 1);
    await bob.next("message:new");
    assert.equal(bob.saw("message:new").length, 1);
  });

  test("the others hear who leaves, by leaving or by disconnecting, with the user's last socket only", async (t) => {
    const room = freshRoom();
    const [ann, phone, laptop] = [await enter(t, "ann", room), await enter(t, "bob", room), await enter(t, "bob", room)];
    for (const client of [ann, phone, laptop]) await client.does("conversation:join", room);
    assert.deepEqual(await phone.does("conversation:leave", room), { success: true, conversationId: "v1" });
    await say(laptop, room, "still here");
    await ann.next("message:new");
    assert.deepEqual(ann.saw("member:left"), []);
    assert.deepEqual(phone.saw("message:new"), []);

    laptop.close();
    const left = await ann.next("member:left");
    assert.deepEqual(left, { conversationId: "v1", userId: "bob", userName: "Bob", timestamp: left.timestamp });
    await phone.does("conversation:join", room);
    await phone.does("conversation:leave", room);
    await ann.next("member:left");
  });

  test("a conversation belongs to its customer: who serves another one does not find it, whatever the organization", async (t) => {
    const [room, other] = [freshRoom(), freshRoom()];
    const ann = await enter(t, "ann", room);
    await ann.does("conversation:join", room);
    const sent = await say(ann, room, "hi");
    const eve = await enter(t, "eve", other);
    for (const event of ["conversation:join", "conversation:rejoin"]) {
      assert.equal((await eve.isRefused(event, room)).code, "NOT_FOUND");
    }
    assert.equal((await eve.does("conversation:join", other)).members, 1);
    assert.equal((await eve.isRefused("conversation:rejoin", { ...other, lastMessageId: sent.id })).code, "NOT_FOUND");
    const colleague = await enter(t, "cat", room, { org: "elsewhere" });
    assert.equal((await colleague.does("conversation:join", room)).members, 2);
  });

  test("a rejoin that knows nothing brings the last 50 messages, one that knows a time what came after it", async (t) => {
    const room = freshRoom();
    const ann = await enter(t, "ann", room);
    for (const number of numbers(1, 60)) await say(ann, room, number);
    const bob = await enter(t, "bob", room);
    const { rejoined } = await rejoin(bob, room);
    assert.deepEqual(contents(rejoined.missed_messages), numbers(11, 60));
    assert.equal(rejoined.hasMore, false);

    const [one] = rejoined.missed_messages.slice(20);
    const later = rejoined.missed_messages.filter((message) => message.createdAt > one.createdAt);
    const same = rejoined.missed_messages.filter((message) => message.createdAt === one.createdAt);
    const expected = same.length > 1 ? [...same, ...later] : later;
    const byTime = await rejoin(bob, room, { lastMessageTimestamp: one.createdAt });
    assert.deepEqual(contents(byTime.rejoined.missed_messages), contents(expected));
    const both = await rejoin(bob, room, { lastMessageId: rejoined.missed_messages[40].id, lastMessageTimestamp: one.createdAt });
    assert.deepEqual(contents(both.rejoined.missed_messages), numbers(52, 60));
  });

  test("an unknown lastMessageId is NOT_FOUND, and the socket has not joined", async (t) => {
    const room = freshRoom();
    const [ann, bob] = [await enter(t, "ann", room), await enter(t, "bob", room)];
    await ann.does("conversation:join", room);
    const lastMessageId = "msg_01890a5d-ac96-774b-bcce-b302099a8057";
    assert.equal((await bob.isRefused("conversation:rejoin", { ...room, lastMessageId })).code, "NOT_FOUND");
    assert.equal((await bob.isRefused("typing:start", room)).code, "NOT_IN_ROOM");
    await rejoin(bob, room);
    await ann.next("member:joined");
    assert.equal(ann.saw("member:joined").length, 1);
  });

  test("of more than 1,000 missed messages the client is sent the first, asks again from the last, and hears what is said live after that", async (t) => {
    const room = freshRoom();
    const ann = await enter(t, "ann", room);
    const first = await say(ann, room, "0");
    for (let hundred = 0; hundred < 11; hundred++) {
      const messages = numbers(hundred * 100 + 1, hundred * 100 + 100).map((content) => ({ ...room, content }));
      await ann.does("message:send_queued", { messages });
    }
    const bob = await enter(t, "bob", room);
    const page = (await rejoin(bob, room, { lastMessageId: first.id })).rejoined;
    assert.deepEqual(contents(page.missed_messages), numbers(1, 1_000));
    assert.equal(page.hasMore, true);
    await say(ann, room, "between");
    const rest = (await rejoin(bob, room, { lastMessageId: page.missed_messages.at(-1).id })).rejoined;
    assert.deepEqual(contents(rest.missed_messages), [...numbers(1_001, 1_100), "between"]);
    assert.equal(rest.hasMore, false);
    await say(ann, room, "live");
    await bob.next("message:new", (message) => message.content === "live");
    assert.deepEqual(contents(bob.saw("message:new")), ["live"]);
  });

  test("a client that was offline shows after its rejoin what is stored, messages and edits", async (t) => {
    const room = freshRoom();
    const ann = await enter(t, "ann", room);
    const shown = new Shown();
    const attend = async (client) => {
      for (const event of DURABLE) client.socket.on(event, (data) => shown.live(event, data));
      client.socket.on("conversation:rejoined", ({ missed_messages, missed_events }) => {
        shown.page(missed_messages);
        shown.replay(missed_events);
      });
      await rejoin(client, room, { lastMessageId: shown.lastId });
    };
    const sent = [];
    const live = async (round) => {
      for (const number of numbers(1, 5)) sent.push((await say(ann, room, `${round}.${number}`)).id);
      await ann.does("message:update", { ...room, messageId: sent.at(-2), content: `${round} edited` });
      await ann.does("message:update", { ...room, messageId: sent[0], content: `edited in ${round}` });
      await ann.does("message:react", { ...room, messageId: sent[2], emoji: `+${round}`, action: "add" });
      await ann.does("message:delete", { ...room, messageId: sent[sent.length - 4] });
      await ann.does("message:read", { ...room, messageId: sent.at(-1) });
    };
    for (let round = 1; round <= 3; round++) {
      const bob = await enter(t, "bob", room);
      await attend(bob);
      await live(`${round} there`);
      await bob.next("message:read");
      bob.close();
      await live(`${round} away`);
    }
    const bob = await enter(t, "bob", room);
    await attend(bob);
    const stored = new Shown();
    stored.page((await rejoin(await enter(t, "cat", room), room)).rejoined.missed_messages);
    assert.equal(stored.all.length, 30);
    assert.deepEqual(shown.all, stored.all);
    assert.deepEqual(shown.heard, [...new Set(shown.heard)].sort((a, b) => a - b), "each once, in order");
  });
});

test("a client that rejoins after the server was killed shows what is stored, whoever edited what before and after", async (t) => {
  const mortal = await Server.start();
  try {
    const room = freshRoom();
    const as = (user) => mortal.client(t, {
      user, org: "acme", claims: { customerIds: [room.customerId] }, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500,
    });
    const [ann, bob] = [await as("ann"), await as("bob")];
    await rejoin(bob, room);
    const shown = new Shown();
    for (const event of DURABLE) bob.socket.on(event, (data) => shown.live(event, data));
    const kept = [await say(ann, room, "one"), await say(ann, room, "two")];
    await ann.does("message:update", { ...room, messageId: kept[0].id, content: "one, edited" });
    await bob.next("message:update");

    await mortal.kill();
    await mortal.startAgain();
    await ann.next("connected", () => true, RESTART_MS);
    await ann.does("message:update", { ...room, messageId: kept[1].id, content: "two, edited after the kill" });
    await say(ann, room, "three");
    await bob.next("connected", () => true, RESTART_MS);
    const { rejoined } = await rejoin(bob, room, { lastMessageId: shown.lastId });
    shown.page(rejoined.missed_messages);
    shown.replay(rejoined.missed_events);
    assert.deepEqual(shown.all.map((message) => message.content), ["one, edited", "two, edited after the kill", "three"]);
    const stored = new Shown();
    stored.page((await rejoin(ann, room)).rejoined.missed_messages);
    assert.deepEqual(shown.all, stored.all);
  } finally {
    await mortal.stop();
  }
});
