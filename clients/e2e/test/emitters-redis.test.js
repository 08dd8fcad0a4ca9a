// What a Redis that refuses, forgets or is flooded does to what emitters publish.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Emitter } from "@socket.io/redis-emitter";
import { RedisServer } from "../lib/redis.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

const NARROW = "reset on >a-third-long-password -@all +ping +hello +psubscribe +subscribe +get +set +xread +xrange +xrevrange ~socket.io ~rotunda:* &socket.io#* &socket.io-request#*";
const COMEBACK_MS = 60_000;
const FLOOD = 30_000;

let redis;
let admin;
let server;
before(async () => {
  redis = await RedisServer.start();
  admin = await redis.client();
  await admin.sendCommand(["ACL", "SETUSER", "narrow", ...NARROW.split(" ")]);
  server = await Server.start({ REDIS_URL: `redis://narrow:a-third-long-password@127.0.0.1:${redis.port}`, EMITTERS: "true", SHUTDOWN_DRAIN_MS: "3000" });
});
after(async () => {
  await server?.stop();
  await redis?.stop();
});

const metric = async (name) => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, "gm"))].reduce((sum, [, value]) => sum + Number(value), 0);
};
const until = async (holds) => { while (!(await holds())) await new Promise(setImmediate); };

test("while Redis refuses a channel no connection is left behind, and once it is allowed each event comes once", async (t) => {
  const refusals = () => server.log.split("\n").filter((line) => line.includes("emitters are not heard: Redis refused it")).length;
  await until(() => refusals() >= 4);
  const connections = (await admin.sendCommand(["CLIENT", "LIST"])).split("\n").filter((line) => line.includes("user=narrow"));
  assert.ok(connections.length <= 3, connections.join("\n")); // the stream's, one that is tried, one that is just closing
  assert.equal(await metric("rotunda_redis_up"), 0);

  await admin.sendCommand(["ACL", "SETUSER", "narrow", "&socketio"]);
  await until(async () => (await metric("rotunda_redis_up")) === 1);
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const io = new Emitter(admin).of(`/${org}`);
  io.emit("custom:once", { n: 1 });
  io.emit("custom:fence", {});
  await ann.next("custom:fence");
  io.emit("custom:fence", {});
  await ann.next("custom:fence");
  assert.deepEqual(ann.saw("custom:once"), [{ n: 1 }]);
  assert.deepEqual(ann.saw("custom:fence"), [{}, {}]);
});

test("of a flood everything is either told or counted, and what comes after it is heard", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const io = new Emitter(admin).of(`/${org}`);
  const dealtWith = async () => (await metric("rotunda_emitters_carried_out_total")) + (await metric("rotunda_emitters_dropped_total"));
  const before = await dealtWith();
  const filling = "x".repeat(1_000);
  for (let i = 0; i < FLOOD; i++) io.to("channel:nobody-is-in").emit("custom:flood", { filling });
  await admin.ping(); // all of them are published
  await until(async () => (await dealtWith()) === before + FLOOD && (await metric("rotunda_emitters_waiting")) === 0);
  io.emit("custom:fence", {});
  await ann.next("custom:fence");
});

test("a stream that was trimmed further than it was read is noticed, and what is left of it arrives", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500 });
  const add = (n) => admin.xAdd("socket.io", "*", { uid: "e", nsp: `/${org}`, type: "3", data: JSON.stringify({ packet: { type: 2, data: ["custom:entry", { n }], nsp: `/${org}` }, opts: { rooms: ["user:ann"], except: [], flags: {} } }) });
  await add(1);
  await ann.next("custom:entry");
  assert.equal(await metric("rotunda_emitters_stream_gaps_total"), 0);
  await server.terminate();
  await ann.next("disconnect");
  for (let n = 2; n <= 20; n++) await add(n);
  await admin.sendCommand(["XTRIM", "socket.io", "MAXLEN", "=", "10"]);
  await server.startAgain();
  for (let n = 11; n <= 20; n++) assert.equal((await ann.next("custom:entry", undefined, COMEBACK_MS)).n, n);
  assert.equal(await metric("rotunda_emitters_stream_gaps_total"), 1);
});

/** Clients that come back by themselves, and what adds an entry for all of them. */
async function crowd(t, ...users) {
  const org = freshOrg();
  const clients = [];
  for (const user of users) clients.push(await server.client(t, { user, org, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500 }));
  const add = (n) => admin.xAdd("socket.io", "*", { uid: "e", nsp: `/${org}`, type: "3", data: JSON.stringify({ packet: { type: 2, data: ["custom:entry", { n }], nsp: `/${org}` }, opts: { rooms: [], except: [], flags: {} } }) });
  return { org, clients, add };
}

test("what is added to the stream while clients are being sent away is heard by all of them when they are back, once", async (t) => {
  const { clients, add } = await crowd(t, "ann", "bob", "eve");
  await add(1);
  for (const client of clients) await client.next("custom:entry");
  const gone = server.terminate();
  await Promise.race(clients.map((client) => client.next("disconnect")));
  await add(2); // the others are still there
  await gone;
  await server.startAgain();
  for (const client of clients) await client.next("custom:entry", ({ n }) => n === 2, COMEBACK_MS);
  await add(3);
  for (const client of clients) {
    await client.next("custom:entry", ({ n }) => n === 3);
    assert.deepEqual(client.saw("custom:entry"), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  }
});

test("the stream is not read on before clients had the time to come back, whenever something is added to it", async (t) => {
  const { org, clients: [ann], add } = await crowd(t, "ann");
  await add(1);
  await ann.next("custom:entry");
  ann.close();
  await server.terminate();
  await server.startAgain();
  // A connection of Redis knows what was last asked on it: first where this server was, then to read from there on.
  const reader = async () => (await admin.sendCommand(["CLIENT", "LIST"])).split("\n").map((line) => / cmd=(get|xread) user=narrow /.exec(line)?.[1]).find(Boolean);
  await until(reader);
  const back = await server.client(t, { user: "ann", org });
  assert.equal(await reader(), "get");
  await add(2);
  assert.equal((await back.next("custom:entry", undefined, COMEBACK_MS)).n, 2);
});
