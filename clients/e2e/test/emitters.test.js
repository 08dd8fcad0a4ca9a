// What back ends publish through a real Redis with the emitters that they have, as published.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Emitter } from "@socket.io/redis-emitter";
import { Redis as IoRedis } from "ioredis";
import { RedisServer } from "../lib/redis.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

const PYTHON = "/usr/bin/python3"; // the system's, which has Debian's packages
const COMEBACK_MS = 60_000;

let redis;
let server;
before(async () => {
  redis = await RedisServer.start();
  server = await Server.start({ REDIS_URL: `redis://rotunda:another-long-password@127.0.0.1:${redis.port}`, EMITTERS: "true" });
  const admin = await redis.client();
  while ((await admin.pubSubNumPat()) < 2) await new Promise(setImmediate); // the server listens
});
after(async () => {
  await server?.stop();
  await redis?.stop();
});

const CLIENTS = {
  "the package redis": () => redis.client(),
  "the package ioredis": async (t) => {
    const client = new IoRedis(redis.port);
    t.after(() => client.disconnect());
    return client;
  },
};

for (const [name, connect] of Object.entries(CLIENTS)) {
  test(`with ${name}, an emitter reaches everybody, rooms, users and sockets of its tenant, once each`, async (t) => {
    const org = freshOrg();
    const io = new Emitter(await connect(t)).of(`/${org}`);
    const ann = await server.client(t, { user: "ann", org });
    const bob = await server.client(t, { user: "bob", org, transport: "polling only" });
    const eve = await server.client(t, { user: "eve", org: freshOrg() });
    await ann.joins("general");

    io.emit("custom:all", { to: "all" });
    io.to("channel:general").emit("custom:room", { to: "room" });
    io.to(["channel:general", "user:ann", `org:${org}`]).emit("custom:many", { to: "many" });
    io.to(bob.id).emit("custom:socket", { to: "socket" });
    io.except("channel:general").emit("custom:except", { to: "others" });
    io.except(bob.id).volatile.compress(true).emit("custom:except-socket", { to: "others" });
    io.emit("custom:fence", {});
    new Emitter(await connect(t)).of("/").to(`org:${org}`).emit("custom:fence", {});
    new Emitter(await connect(t)).emit("custom:nobody", {});

    for (const client of [ann, bob]) for (let i = 0; i < 2; i++) await client.next("custom:fence");
    const heard = (client) => client.events.filter((event) => event.startsWith("custom:") && event !== "custom:fence");
    assert.deepEqual(heard(ann), ["custom:all", "custom:room", "custom:many", "custom:except-socket"]);
    assert.deepEqual(heard(bob), ["custom:all", "custom:many", "custom:socket", "custom:except"]);
    assert.deepEqual(heard(eve), []);
    assert.deepEqual(ann.saw("custom:room"), [{ to: "room" }]);
  });

  test(`with ${name}, arguments arrive as they were, binary ones as binary`, async (t) => {
    const org = freshOrg();
    const io = new Emitter(await connect(t)).of(`/${org}`);
    for (const transport of ["websocket only", "polling only"]) {
      const ann = await server.client(t, { user: `ann-${transport.split(" ")[0]}`, org, transport });
      const heard = {};
      ann.socket.onAny((event, ...args) => (heard[event] = args.slice(0, -1))); // behind them stands the offset
      const when = new Date(1_700_000_000_123);
      io.emit("custom:none");
      io.emit("custom:many", "text", 1.5, -3, 300, 2 ** 40, null, true, ["ü€😀"], { a: undefined, when });
      io.emit("custom:bytes", Buffer.from([1, 2, 3]), { deep: [Buffer.alloc(70_000, 7)] });
      io.emit("custom:fence", {});
      await ann.next("custom:fence");
      assert.deepEqual(heard["custom:none"], []);
      assert.deepEqual(heard["custom:many"], ["text", 1.5, -3, 300, 2 ** 40, null, true, ["ü€😀"], { when: when.toJSON() }]);
      const [first, { deep }] = heard["custom:bytes"];
      assert.deepEqual(Buffer.from(first), Buffer.from([1, 2, 3]));
      assert.deepEqual(Buffer.from(deep[0]), Buffer.alloc(70_000, 7));
    }
  });

  test(`with ${name}, sockets are made to join, leave and disconnect`, async (t) => {
    const org = freshOrg();
    const io = new Emitter(await connect(t)).of(`/${org}`);
    const ann = await server.client(t, { user: "ann", org });
    const bob = await server.client(t, { user: "bob", org });
    await bob.joins("general");
    io.in("user:ann").socketsJoin(["channel:general", "swarm:s"]);
    assert.equal((await bob.next("channel:join")).userId, "ann");
    await bob.says("general", "welcome");
    await ann.hears("welcome");
    io.in("user:ann").socketsLeave("channel:general");
    assert.equal((await bob.next("channel:leave")).userId, "ann");
    io.in(ann.id).disconnectSockets(true);
    assert.equal(await ann.next("disconnect"), "io server disconnect");
    await bob.does("presence:list");
  });
}

test("a client that was away hears what was emitted meanwhile, and is as it was", async (t) => {
  const org = freshOrg();
  const io = new Emitter(await redis.client()).of(`/${org}`);
  const ann = await server.client(t, { user: "ann", org, reconnection: true, reconnectionDelay: 100 });
  const bob = await server.client(t, { user: "bob", org });
  io.emit("custom:note", { n: 1 });
  await ann.next("custom:note");
  ann.socket.io.engine.close();
  await ann.next("disconnect");
  io.except(bob.id).emit("custom:note", { n: 2 });
  await ann.next("custom:note", (note) => note.n === 2);
  assert.equal(ann.socket.recovered, true);
  assert.deepEqual(ann.saw("custom:note"), [{ n: 1 }, { n: 2 }]);
});

test("what cannot be read or may not be said is dropped and counted, and everything after it arrives", async (t) => {
  const org = freshOrg();
  const client = await redis.client();
  const io = new Emitter(client).of(`/${org}`);
  const ann = await server.client(t, { user: "ann", org });
  const garbage = [
    Buffer.alloc(0), Buffer.from("c1", "hex"), Buffer.from("93", "hex"), Buffer.from("ddffffffff", "hex"),
    Buffer.from("c6ffffffff", "hex"), Buffer.from("dbffffffff", "hex"), Buffer.alloc(100_000, 0x91),
    Buffer.from("[1,2,3]"), Buffer.from("{".repeat(50_000)), Buffer.alloc(4_000_000, 0xc0), Buffer.from("\x80\x04pickle", "latin1"),
  ];
  for (const channel of ["socket.io#/#", `socket.io#/${org}#`, "socket.io#", "socket.io#//##", "socket.io-request#/#", "socketio"]) {
    for (const bytes of garbage) await client.publish(channel, bytes);
  }
  io.emit("message:new", { content: "not said" });
  io.emit("connected", {});
  io.emit("Not A Name", {});
  io.emit("custom:large", "x".repeat(1_000_000));
  io.to("org:somebody-else").emit("custom:elsewhere", {});
  io.to("lobby").emit("custom:nowhere", {});
  io.serverSideEmit("ping");
  io.emit("custom:fence", {});
  await ann.next("custom:fence");
  assert.deepEqual(ann.events.filter((event) => event.includes(":") && event !== "presence:update"), ["custom:fence"]);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  for (const reason of ["malformed", "pickle", "too_large", "rejected", "unsupported", "namespace"]) {
    const count = Number(new RegExp(`rotunda_emitters_dropped_total\\{reason="${reason}"\\} (\\S+)`).exec(metrics)?.[1]);
    assert.ok(count > 0 || reason === "namespace", `${reason}: ${count}`);
  }
  assert.match(metrics, /rotunda_redis_up 1/);
  assert.ok(!server.log.includes("not said"));
});

test("entries of the stream are delivered, plain and binary, and move sockets", async (t) => {
  const org = freshOrg();
  const client = await redis.client();
  const ann = await server.client(t, { user: "ann", org });
  const add = (type, data) => client.xAdd("socket.io", "*", { uid: "emitter", nsp: `/${org}`, type: String(type), data });
  const packet = (...args) => ({ packet: { type: 2, data: args, nsp: `/${org}` }, opts: { rooms: ["user:ann"], flags: {}, except: [] } });
  await add(3, JSON.stringify(packet("custom:plain", { n: 1 })));
  assert.deepEqual(await ann.next("custom:plain"), { n: 1 });
  await add(4, JSON.stringify({ opts: { rooms: ["user:ann"], except: [] }, rooms: ["channel:general"] }));
  await add(99, "{}");
  await add(3, "not base64!");
  await client.xAdd("socket.io", "*", { anything: "else" });
  // { packet: { type: 2, data: ["custom:bytes", <01 02 03>], nsp: "/…" }, opts: { rooms: [], flags: {}, except: [] } }
  const text = (value) => Buffer.concat([Buffer.from([0xd9, Buffer.byteLength(value)]), Buffer.from(value)]);
  const map = (...pairs) => Buffer.concat([Buffer.from([0x80 | (pairs.length / 2)]), ...pairs.map((one) => (typeof one === "string" ? text(one) : one))]);
  const list = (...values) => Buffer.concat([Buffer.from([0x90 | values.length]), ...values]);
  const binary = map(
    "packet", map("type", Buffer.from([2]), "data", list(text("custom:bytes"), Buffer.from("c403010203", "hex")), "nsp", text(`/${org}`)),
    "opts", map("rooms", list(), "flags", map(), "except", list()));
  await add(3, binary.toString("base64"));
  assert.deepEqual(Buffer.from(await ann.next("custom:bytes")), Buffer.from([1, 2, 3]));
  await client.xAdd("socket.io", "*", { nsp: `/${org}`, type: "5", data: JSON.stringify({ opts: { rooms: ["user:ann"] }, rooms: "channel:general" }) });
});

test("the JSON of python-socketio is delivered, and its older pickle refused", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const bob = await server.client(t, { user: "bob", org });
  const script = `
import base64, json, sys, socketio
url, org, ann, bob = sys.argv[1:]
old = socketio.RedisManager(url, write_only=True)
old.emit('custom:pickled', {'n': 0}, namespace='/' + org)
class Now(socketio.RedisManager):  # what is published since 5.14
    def _publish(self, message):
        return self.redis.publish(self.channel, json.dumps(message))
now = Now(url, write_only=True)
now._publish({'method': 'emit', 'event': 'custom:one', 'data': [{'n': 1}], 'binary': False, 'namespace': '/' + org, 'room': 'user:ann', 'skip_sid': None, 'callback': None, 'host_id': now.host_id})
now._publish({'method': 'emit', 'event': 'custom:bytes', 'data': [[{'_placeholder': True, 'num': 0}], base64.b64encode(bytes([1, 2, 3])).decode()], 'binary': True, 'namespace': '/' + org, 'room': None, 'skip_sid': [bob], 'callback': None, 'host_id': now.host_id})
now.emit('custom:plain', {'n': 2}, namespace='/' + org)
now.disconnect(bob, namespace='/' + org)
now.close_room('channel:general', namespace='/' + org)
now._publish({'method': 'enter_room', 'sid': ann, 'room': 'swarm:s', 'namespace': '/' + org})
now._publish({'method': 'callback', 'sid': ann, 'namespace': '/' + org, 'id': 1, 'args': []})
now.emit('custom:fence', {}, room='org:' + org)
`;
  await promisify(execFile)(PYTHON, ["-c", script, redis.url, org, ann.id, bob.id]);
  await ann.next("custom:fence");
  assert.deepEqual(ann.saw("custom:one"), [{ n: 1 }]);
  assert.deepEqual(ann.saw("custom:plain"), [{ n: 2 }]);
  assert.deepEqual(Buffer.from(ann.saw("custom:bytes")[0]), Buffer.from([1, 2, 3]));
  assert.deepEqual(ann.saw("custom:pickled"), []);
  assert.equal(await bob.next("disconnect"), "io server disconnect");
  assert.deepEqual(bob.saw("custom:bytes"), []);
});

test("a user of Redis that may only publish to emitters' channels publishes, and can do nothing else", async (t) => {
  const org = freshOrg();
  const limited = await redis.client({ username: "emitter", password: "a-long-password", disableClientInfo: true });
  const ann = await server.client(t, { user: "ann", org });
  new Emitter(limited).of(`/${org}`).emit("custom:allowed", {});
  await ann.next("custom:allowed");
  await limited.xAdd("socket.io", "*", { uid: "e", nsp: `/${org}`, type: "3", data: JSON.stringify({ packet: { type: 2, data: ["custom:streamed", {}] }, opts: {} }) });
  await ann.next("custom:streamed");
  for (const command of [["GET", "rotunda:emitters:position"], ["SET", "a", "b"], ["PUBLISH", "other", "x"], ["SUBSCRIBE", "socketio"],
    ["XADD", "other", "*", "a", "b"], ["XREAD", "STREAMS", "socket.io", "0"], ["KEYS", "*"], ["FLUSHALL"], ["CONFIG", "GET", "*"], ["ACL", "LIST"], ["INFO"]]) {
    await assert.rejects(limited.sendCommand(command), /NOPERM/, command.join(" "));
  }
});

test("one that may publish to a tenant's channels only does not reach another tenant with what is in its message", async (t) => {
  const org = freshOrg();
  const other = freshOrg();
  const client = await redis.client();
  const ann = await server.client(t, { user: "ann", org });
  const forged = new Emitter({ publish: (channel, bytes) => client.publish(`socket.io#/${other}#`, bytes) }).of(`/${org}`);
  forged.emit("custom:forged", {});
  const room = new Emitter({ publish: (channel, bytes) => client.publish(`socket.io#/${org}#channel:mine#`, bytes) }).of(`/${org}`);
  room.to("user:ann").emit("custom:forged", {});
  room.to(["channel:mine", "user:ann"]).emit("custom:forged", {});
  new Emitter(client).of(`/${org}`).emit("custom:fence", {});
  await ann.next("custom:fence");
  assert.deepEqual(ann.saw("custom:forged"), []);
});

test("what was added to the stream while the server was down arrives, and after Redis was down emitters are heard again", async (t) => {
  const org = freshOrg();
  const client = await redis.client();
  const ann = await server.client(t, { user: "ann", org, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500 });
  const add = (n) => client.xAdd("socket.io", "*", { uid: "e", nsp: `/${org}`, type: "3", data: JSON.stringify({ packet: { type: 2, data: ["custom:entry", { n }], nsp: `/${org}` }, opts: { rooms: ["user:ann"], except: [], flags: {} } }) });
  await add(1);
  await ann.next("custom:entry");
  await server.terminate();
  await ann.next("disconnect");
  for (const n of [2, 3, 4]) await add(n);
  await server.startAgain();
  for (const n of [2, 3, 4]) assert.equal((await ann.next("custom:entry", undefined, COMEBACK_MS)).n, n);

  await redis.kill();
  await ann.joins("general"); // goes on without Redis
  await redis.launch();
  const again = await redis.client();
  while ((await again.pubSubNumPat()) < 2) await new Promise(setImmediate);
  new Emitter(again).of(`/${org}`).emit("custom:again", {});
  await ann.next("custom:again");
  await again.xAdd("socket.io", "*", { uid: "e", nsp: `/${org}`, type: "3", data: JSON.stringify({ packet: { type: 2, data: ["custom:entry", { n: 5 }] }, opts: { rooms: ["user:ann"] } }) });
  assert.equal((await ann.next("custom:entry", undefined, COMEBACK_MS)).n, 5);
});
