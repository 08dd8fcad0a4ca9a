import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { ADMIN, Operator, PASSWORD, USERNAME } from "../lib/operator.js";
import { Server } from "../lib/server.js";
import { freshOrg, token } from "../lib/token.js";

let server;
before(async () => (server = await Server.start({ ...ADMIN, ALLOW_TOKEN_IN_QUERY: "true" })));
after(() => server?.stop());

/** A server of its own: wrong passwords from this machine are counted together. */
async function anotherServer(t, config = ADMIN) {
  const other = await Server.start(config);
  t.after(() => other.stop());
  return other;
}

const refusal = async (t, at, auth, options) => (await Operator.open(t, at, auth, options).next("connect_error"))[0];

for (const [transport, options] of Object.entries(TRANSPORTS)) {
  describe(`an operator, ${transport}`, () => {
    test("who has name and password comes in, and is told the session, the features and how the server is", async (t) => {
      const operator = Operator.open(t, server, undefined, options);
      const [session] = await operator.next("session");
      assert.match(session, /^[\w-]{32}$/);
      const [config] = await operator.next("config");
      assert.deepEqual(config, { supportedFeatures: ["AGGREGATED_EVENTS", "ALL_EVENTS", "DISCONNECT"] });
      const [stats] = await operator.next("server_stats");
      assert.equal(typeof stats.serverId, "string");
      assert.equal(typeof stats.hostname, "string");
      assert.ok(stats.uptime > 0 && stats.clientsCount >= 1 && stats.pollingClientsCount >= 0);
      assert.deepEqual(stats.namespaces.map(({ name }) => name), ["/", "/admin"]);
      await operator.sees();
    });

    test("who comes back with a session needs no password, and is given no other session", async (t) => {
      const [sessionId] = await Operator.open(t, server, undefined, options).next("session");
      const again = Operator.open(t, server, { sessionId }, options);
      await again.next("config");
      await again.sees();
      assert.deepEqual(again.saw("session"), []);
    });
  });
}

test("whoever has not both right is told so in the words that the page knows, and has to wait after five wrong passwords", async (t) => {
  const other = await anotherServer(t);
  const [sessionId] = await Operator.open(t, other).next("session");
  for (const auth of [
    {},
    { sessionId: null },
    { sessionId: "" },
    { sessionId: "a".repeat(32) },
    { sessionId: { toString: "x" } },
    { username: USERNAME },
    { password: PASSWORD },
    { username: { $ne: 1 }, password: [PASSWORD] },
    { username: USERNAME, password: "wrong" },
    { username: "root", password: PASSWORD },
    { username: USERNAME, password: "" },
    { username: USERNAME, password: `${PASSWORD} ` },
    { token: token({ user: "ann", org: freshOrg(), role: "admin" }) },
  ]) {
    assert.equal(await refusal(t, other, auth), "invalid credentials", JSON.stringify(auth));
  }
  let said = "";
  for (let i = 0; said === "" || said === "invalid credentials"; i++) said = await refusal(t, other, { username: USERNAME, password: `guess ${i}` });
  assert.match(said, /^too many attempts: try again in \d+ s$/);
  await Operator.open(t, other, { sessionId }).sees();
});

test("far more than a name and a password ends the connection", async (t) => {
  const operator = Operator.open(t, server, { username: "x".repeat(5_000), password: "y" });
  await operator.next("disconnect");
  await Operator.open(t, server).sees();
});

test("sockets appear, enter rooms, leave them and go, in the order in which that is", async (t) => {
  const operator = Operator.open(t, server);
  await operator.sees();
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org, transport: "websocket only", claims: { role: "agent" } });
  const of = (room) => (nsp, name, id) => nsp === "/" && name === room && id === ann.id;
  const [shown] = await operator.next("socket_connected", ({ id }) => id === ann.id);
  assert.equal(shown.nsp, "/");
  assert.equal(shown.transport, "websocket");
  assert.deepEqual(shown.data, { organizationId: org, userId: "ann", role: "agent" });
  assert.deepEqual(shown.rooms.sort(), [`${org}/user:ann`, `org:${org}`].sort());
  assert.equal(shown.handshake.address, "127.0.0.1");
  assert.deepEqual([shown.handshake.headers, shown.handshake.query, shown.handshake.url], [{}, {}, ""]);
  assert.ok(Math.abs(shown.handshake.issued - Date.now()) < 60_000);
  await ann.joins("general");
  await operator.next("room_joined", of(`${org}/channel:general`));
  await ann.does("channel:leave", { channelId: "general" });
  await operator.next("room_left", of(`${org}/channel:general`));
  ann.close();
  const [, , reason, time] = await operator.next("socket_disconnected", (nsp, id) => id === shown.id);
  assert.equal(typeof reason, "string");
  assert.ok(!Number.isNaN(Date.parse(time)));
  await operator.next("room_left", (nsp, name, id) => name === `org:${org}` && id === shown.id);
});

test("who comes later is shown everybody who is there, by both transports", async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org, transport: "websocket only" });
  const bob = await server.client(t, { user: "bob", org, transport: "polling only" });
  await ann.joins("general");
  const first = Operator.open(t, server);
  await first.seesIn(ann, `${org}/channel:general`);
  await first.until((sockets) => sockets.has(bob.id));
  const sockets = await Operator.open(t, server).sees();
  const shown = (client) => sockets.find(({ id }) => id === client.id);
  assert.equal(shown(ann).transport, "websocket");
  assert.equal(shown(bob).transport, "polling");
  assert.ok(shown(ann).rooms.includes(`${org}/channel:general`));
});

test("a channel of two organizations is two rooms", async (t) => {
  const operator = Operator.open(t, server);
  for (const org of [freshOrg(), freshOrg()]) {
    const ann = await server.client(t, { user: "ann", org });
    await ann.joins("general");
    await operator.seesIn(ann, `${org}/channel:general`);
  }
});

test("a client that changes its transport is shown with the new one", async (t) => {
  const operator = Operator.open(t, server);
  await operator.sees();
  const ann = await server.client(t, { user: "ann", org: freshOrg(), transport: "polling only" });
  await operator.until((sockets) => sockets.get(ann.id)?.transport === "polling");
  ann.socket.io.engine.opts.transports = ["polling", "websocket"];
  ann.socket.io.engine._probe("websocket");
  await ann.next("upgrade");
  await operator.until((sockets) => sockets.get(ann.id)?.transport === "websocket");
});

test("what happened is counted: connections that came and went, and bytes", async (t) => {
  const operator = Operator.open(t, server);
  await operator.sees();
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  await ann.says("general", "hello");
  ann.close();
  for (const type of ["rawConnection", "rawDisconnection", "bytesIn", "bytesOut"]) {
    await operator.next("server_stats", ({ aggregatedEvents }) => aggregatedEvents.some((one) => one.type === type && one.count > 0 && one.timestamp > 0));
    operator.heard.forEach((one) => (one.taken = false));
  }
});

test("events are counted by name, and never told one by one", async (t) => {
  const operator = Operator.open(t, server);
  await operator.sees();
  const [ann, bob] = [await server.client(t, { user: "ann", org: "counted" }), await server.client(t, { user: "bob", org: "counted" })];
  for (const client of [ann, bob]) await client.joins("general");
  for (let i = 0; i < 20; i++) await ann.does("typing:start", { channelId: "general" }); // which no other test here does
  await ann.says("general", "something private");
  const sum = (event, name) => operator.saw(event).filter(([, , [one]]) => one === name).reduce((all, [, , [, { times }]]) => all + times, 0);
  for (const [event, name, times] of [["event_received", "typing:start", 20], ["event_sent", "typing:start", 20]]) {
    while (sum(event, name) < times) await operator.next(event);
    assert.equal(sum(event, name), times);
    assert.ok(operator.saw(event).filter(([, , [one]]) => one === name).length <= 3);
  }
  assert.ok(!JSON.stringify(operator.heard).includes("private"));
});

test("no token, header, content, pid or transport's session id is in anything that an operator hears", async (t) => {
  const operator = Operator.open(t, server);
  await operator.sees();
  const org = freshOrg();
  const signed = token({ user: "ann", org });
  const secrets = [];
  for (const options of Object.values(TRANSPORTS)) {
    const clients = [
      server.stranger(t, { ...options, auth: { token: signed }, extraHeaders: { "x-private": "a-private-header", cookie: "a=secret-cookie" } }),
      server.stranger(t, { ...options, query: { token: signed, private: "a-private-parameter" } }),
    ];
    for (const client of clients) {
      await client.open().next("connected");
      await client.does("channel:join", { channelId: "general" });
      await client.says("general", "a private message");
      await operator.seesIn(client, `${org}/channel:general`);
      secrets.push(client.socket.io.engine.id, client.socket._pid);
    }
  }
  const [sessionId] = await Operator.open(t, server).next("session");
  const everything = JSON.stringify(operator.heard);
  for (const secret of [...secrets, signed, signed.split(".")[2], "private", "cookie", PASSWORD, "Bearer", sessionId]) {
    assert.ok(secret && secret.length > 5, String(secret));
    assert.ok(!everything.includes(secret), secret);
  }
});

test("an operator may disconnect a socket, and may not speak for it or move it", async (t) => {
  const operator = Operator.open(t, server);
  await operator.sees();
  const org = freshOrg();
  const [ann, bob] = [await server.client(t, { user: "ann", org }), await server.client(t, { user: "bob", org })];
  for (const { id } of [ann, bob]) await operator.next("socket_connected", (socket) => socket.id === id);
  operator.socket.emit("emit", "/", undefined, "message:new", { content: "forged" });
  operator.socket.emit("emit", "/", ann.id, "message:new", { content: "forged" });
  operator.socket.emit("join", "/", `${org}/channel:general`, ann.id);
  operator.socket.emit("leave", "/", `org:${org}`, ann.id);
  operator.socket.emit("_disconnect", "/", false);
  operator.socket.emit("_disconnect", "/", true, `org:${org}`);
  operator.socket.emit("_disconnect", "/admin", true, operator.socket.id);
  operator.socket.emit("_disconnect", "/", true, { id: ann.id });
  operator.socket.emit("_disconnect");
  operator.socket.emit("_disconnect", "/", false, ann.id);
  assert.equal(await ann.next("disconnect"), "io server disconnect");
  await operator.next("socket_disconnected", (nsp, id) => id === ann.saw("connected")[0].socketId);
  assert.deepEqual(ann.events.filter((event) => event === "message:new"), []);
  assert.deepEqual(operator.saw("room_joined").filter(([, room]) => room === `${org}/channel:general`), []);
  await bob.does("presence:list");
  assert.equal(bob.socket.connected, true);
  assert.equal(operator.socket.connected, true);
});

test("a node shows no more than an operator's socket may be sent, and counts the rest", async (t) => {
  const small = await anotherServer(t, { ...ADMIN, OUTBOUND_BUFFER_BYTES: "30000" });
  const org = freshOrg();
  const clients = [];
  for (let i = 0; i < 80; i++) clients.push(await small.client(t, { user: `user${i}`, org, transport: "websocket only" }));
  const operator = Operator.open(t, small);
  const sockets = await operator.sees();
  assert.ok(sockets.length > 10 && sockets.length < 80, String(sockets.length));
  assert.ok(JSON.stringify(sockets).length <= 15_000);
  await operator.next("server_stats", ({ namespaces }) => {
    const count = Object.fromEntries(namespaces.map(({ name, socketsCount }) => [name, socketsCount]));
    return count["/"] === 80 && count["/ (not listed)"] === 80 - sockets.length;
  });
  const listed = new Set(sockets.map(({ id }) => id));
  clients.filter(({ id }) => listed.has(id)).forEach((client) => client.close());
  await operator.until((now) => now.size > 10 && [...now.keys()].every((id) => !listed.has(id)));
});

test("when the last operator has gone, the next one is shown how it is then", async (t) => {
  const first = Operator.open(t, server);
  await first.sees();
  first.socket.close();
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  await Operator.open(t, server).until((sockets) => sockets.has(ann.id));
});
