import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { Receiver, WEBHOOK_SECRET } from "../lib/receiver.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";
import { verified } from "../lib/webhook.js";

const ENVELOPE = ["id", "type", "organizationId", "customerId", "room", "seq", "timestamp", "data"];

async function serverTelling(t, config = {}) {
  const receiver = await Receiver.start(t);
  const server = await Server.start({ ...receiver.config, ...config });
  t.after(() => server.stop());
  return { receiver, server };
}

test("a receiver is told, signed, what the room heard, in the order of the room", async (t) => {
  const { receiver, server } = await serverTelling(t);
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  await ann.joins("general");
  const inRoom = (type) => receiver.hears(type, (event) => event.room === "channel:general");
  const { id: messageId } = await ann.says("general", "hello „world“ \u{1F600}", { metadata: { a: 1 } });
  const steps = [
    ["message:new", null, {}],
    ["message:update", "message:update", { content: "hello again" }],
    ["message:reaction", "message:react", { emoji: "+1", action: "add" }],
    ["message:read", "message:read", {}],
    ["message:delete", "message:delete", {}],
  ];
  for (const [i, [type, event, more]] of steps.entries()) {
    if (event) await ann.does(event, { messageId, channelId: "general", ...more });
    const told = await inRoom(type);
    assert.deepEqual(Object.keys(told), ENVELOPE);
    assert.deepEqual([told.organizationId, told.customerId, told.seq], [org, null, i + 1]);
    assert.match(told.id, /^evt_[0-9a-f-]{36}$/);
    assert.deepEqual(told.data, await ann.next(type));
  }
  const read = await server.client(t, { user: "bob", org, claims: { customerIds: ["c1"] } });
  await read.does("message:send", { conversationId: "v1", customerId: "c1", content: "hi" });
  await read.does("conversation:mark_read", { conversationId: "v1", customerId: "c1" });
  const batch = await receiver.hears("message:read:batch");
  assert.deepEqual([batch.organizationId, batch.customerId, batch.room], [null, "c1", "customer:c1:conversation:v1"]);
  assert.equal(receiver.forged, 0);
  assert.equal(new Set(receiver.accepted.map((event) => event.id)).size, receiver.accepted.length);
});

test("a receiver is told who is there, which rooms are occupied, and what becomes of calls", async (t) => {
  const { receiver, server } = await serverTelling(t, { PRESENCE_GRACE_MS: "0" });
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const bob = await server.client(t, { user: "bob", org });
  await ann.does("call:join", { roomName: "standup" });
  await bob.does("call:join", { roomName: "standup" });
  await bob.does("call:transcription", { roomName: "standup", segment: { speaker: "Bob", text: "not yet", isFinal: false } });
  await bob.does("call:transcription", { roomName: "standup", segment: { speaker: "Bob", text: "hello", isFinal: true } });
  await bob.does("call:cancel", { roomId: "r1", roomName: "standup" });
  await bob.does("call:decline", { roomId: "standup", callerId: "ann" });
  await ann.does("call:leave", { roomName: "standup" });
  await receiver.hears("room:vacated", (event) => event.room === "call:standup");
  assert.deepEqual(
    receiver.accepted.filter((event) => event.room === "call:standup").map((event) => event.type),
    ["room:occupied", "call:participant_joined", "call:participant_joined", "transcription:segment", "call:cancelled",
      "call:declined", "call:participant_left", "call:participant_left", "room:vacated"],
  );
  ann.close();
  const online = await receiver.hears("presence:update", ({ data }) => data.userId === "ann" && data.status === "online");
  assert.deepEqual([online.room, online.organizationId, online.seq], [`org:${org}`, org, null]);
  await receiver.hears("presence:update", ({ data }) => data.userId === "ann" && data.status === "offline");
});

test("what was acknowledged before a kill is told after it, in order and once", async (t) => {
  const { receiver, server } = await serverTelling(t);
  receiver.answers((event) => (event.type === "message:new" ? 503 : 204));
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const sent = [];
  for (let i = 0; i < 40; i++) sent.push(ann.says(`room-${i % 4}`, `message ${i}`));
  const ids = (await Promise.all(sent)).map((answer) => answer.id);
  await server.kill();
  receiver.answers(() => 204);
  await server.startAgain();
  const messages = () => receiver.accepted.filter((event) => event.type === "message:new");
  await receiver.until(() => messages().length >= ids.length);
  assert.deepEqual(messages().map((event) => event.data.id).sort(), [...ids].sort());
  assertInOrder(messages());
});

test("what a kill keeps from being noted as delivered is told again, with the same id", async (t) => {
  const { receiver, server } = await serverTelling(t);
  let killed;
  receiver.answers(async (event) => {
    if (event.type === "message:new" && event.seq === 5) killed ??= server.kill();
    await killed;
    return 204;
  });
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const sent = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => ann.says("general", `message ${i}`)));
  await receiver.until(() => killed);
  await killed;
  await server.startAgain();
  const acknowledged = sent.filter(({ status }) => status === "fulfilled").map(({ value }) => value.id);
  assert.ok(acknowledged.length >= 5);
  const messages = () => receiver.accepted.filter((event) => event.type === "message:new");
  await receiver.until(() => acknowledged.every((id) => messages().some((event) => event.data.id === id)));
  const byEvent = new Map(messages().map((event) => [event.id, event.data.id]));
  assert.equal(byEvent.size, new Set(byEvent.values()).size, "one id for each message, however often it is told");
  const first = messages().filter((event, i, all) => all.findIndex((other) => other.id === event.id) === i);
  assertInOrder(first);
});

test("nobody who sends waits for a receiver that hangs", async (t) => {
  const { receiver, server } = await serverTelling(t, { SHUTDOWN_DRAIN_MS: "0" });
  let answer;
  const answered = new Promise((resolve) => (answer = () => resolve(204)));
  t.after(() => answer());
  receiver.answers(() => answered);
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  for (let i = 0; i < 50; i++) await ann.says("general", `message ${i}`);
  assert.deepEqual(receiver.accepted, []);
  answer();
  receiver.answers(() => 204);
  await receiver.until(() => receiver.accepted.filter((event) => event.type === "message:new").length === 50);
});

test("a signature is good for its body, its secret and a few minutes", () => {
  const body = '{"id":"evt_1"}';
  const sign = (t, secret, text) => `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${text}`).digest("hex")}`;
  assert.deepEqual(verified(sign(1000, WEBHOOK_SECRET, body), Buffer.from(body), WEBHOOK_SECRET, 1200), { id: "evt_1" });
  for (const [signature, now] of [
    [sign(1000, WEBHOOK_SECRET, `${body} `), 1000],
    [sign(1000, `${WEBHOOK_SECRET}!`, body), 1000],
    [sign(1000, WEBHOOK_SECRET, body), 1301],
    [sign(1000, WEBHOOK_SECRET, body).replace("t=1000", "t=1001"), 1000],
    ["", 1000],
    [undefined, 1000],
    ["t=1000,v1=00", 1000],
  ]) {
    assert.equal(verified(signature, Buffer.from(body), WEBHOOK_SECRET, now), null);
  }
});

/** Each room's events come with rising positions. */
function assertInOrder(events) {
  const last = new Map();
  for (const { room, seq } of events) {
    assert.ok(seq > (last.get(room) ?? 0), `${room}: ${seq} after ${last.get(room)}`);
    last.set(room, seq);
  }
}
