import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg, token } from "../lib/token.js";

const RESTART_MS = 60_000;
const reconnecting = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };

/** A server that takes its time to go. */
async function start(t, config = {}) {
  const server = await Server.start({ SHUTDOWN_DRAIN_MS: "3000", ...config });
  t.after(() => server.stop());
  return server;
}

/** Twelve users in one channel, four on each transport. */
async function crowd(t, server, org) {
  const clients = [];
  for (let i = 0; i < 12; i++) {
    const transport = Object.keys(TRANSPORTS)[i % 3];
    const client = await server.client(t, { user: `user-${i}`, org, transport, ...reconnecting });
    await client.joins("general");
    clients.push(client);
  }
  return clients;
}

/** Sends without a pause until the connection is lost: what was answered to each message, null if nothing was. */
async function talk(client, name) {
  const answers = new Map();
  let gone = false;
  const cut = new Promise((resolve) => client.socket.once("disconnect", () => resolve((gone = true) && null)));
  for (let i = 0; !gone; i++) {
    const optimisticId = `${name}-${i}`;
    const message = { channelId: "general", content: `says ${optimisticId}`, optimisticId };
    const answer = await Promise.race([new Promise((resolve) => client.socket.emit("message:send", message, resolve)), cut]);
    if (answer) assert.equal(answer.success, true, JSON.stringify(answer));
    answers.set(optimisticId, answer);
  }
  return answers;
}

/** Everything in the channel, oldest first. */
async function everything(client) {
  let { history } = await client.joins("general");
  const all = [...history.messages];
  while (history.hasMore) {
    history = await client.does("channel:history", { channelId: "general", before: all[0].id, limit: 200 });
    all.unshift(...history.messages);
  }
  return all;
}

test("clients on every transport that talk while the server goes lose nothing, and come back by themselves", async (t) => {
  const server = await start(t);
  const org = freshOrg();
  const clients = await crowd(t, server, org);
  const order = [];
  clients.forEach((client, i) => client.socket.once("disconnect", (reason) => order.push({ i, reason, last: client.saw("message:new").length })));
  const talks = clients.map((client, i) => talk(client, `user-${i}`));
  await Promise.all(clients.map((_, i) => clients[0].next("message:new", (message) => message.optimisticId === `user-${i}-3`)));

  assert.equal(await server.terminate(), 0, server.log);
  const said = await Promise.all(talks);
  assert.equal(order.length, clients.length);
  for (const { reason } of order) assert.ok(["transport close", "transport error"].includes(reason), reason);
  // Those who went last heard far more than those who went first: they were not cut at one moment.
  assert.ok(new Set(order.map(({ last }) => last)).size > clients.length / 2, JSON.stringify(order));

  await server.startAgain();
  await Promise.all(clients.map((client) => client.next("connected", undefined, RESTART_MS)));
  const before = (await everything(clients[0])).map((message) => message.optimisticId);
  const answered = said.flatMap((answers) => [...answers].filter(([, answer]) => answer).map(([optimisticId]) => optimisticId));
  assert.deepEqual(before.sort(), answered.sort(), "what was committed was answered before the connection went");
  for (const [i, answers] of said.entries()) {
    assert.ok(answers.size > 3, `user-${i} said ${answers.size}`);
    for (const [optimisticId, answer] of answers) {
      const again = await clients[i].says("general", `says ${optimisticId}`, { optimisticId });
      if (answer) assert.deepEqual(again, answer, "the first answer again");
    }
  }
  const kept = await everything(clients[0]);
  assert.deepEqual(
    kept.map((message) => message.optimisticId).sort(),
    said.flatMap((answers) => [...answers.keys()]).sort(),
    "each message once",
  );
});

test("while it goes, the server says that it is not ready, takes nobody new, and serves those whose turn has not come", async (t) => {
  const server = await start(t, { SHUTDOWN_DRAIN_MS: "6000" });
  const org = freshOrg();
  const clients = await crowd(t, server, org);
  const before = await get(`${server.url}/readyz`);
  assert.deepEqual({ status: before.status, says: before.body.status }, { status: 200, says: "ready" });

  const ended = server.terminate();
  let ready = await get(`${server.url}/readyz`);
  while (ready.status === 200) ready = await get(`${server.url}/readyz`);
  assert.deepEqual({ status: ready.status, says: ready.body.status }, { status: 503, says: "draining" });
  const refused = await get(`${server.url}/socket.io/?EIO=4&transport=polling`);
  assert.deepEqual(refused, { status: 503, body: { code: "OVERLOADED", message: "the server is shutting down" }, retryAfter: "5" });
  const newcomer = server.stranger(t, { transports: ["websocket"] });
  await newcomer.open().next("connect_error");

  const there = clients.filter((client) => client.socket.connected);
  assert.ok(there.length > 0);
  const served = await Promise.any(there.map((client) => client.says("general", "still here")));
  assert.equal(served.success, true);
  assert.equal(await ended, 0, server.log);
});

test("with SHUTDOWN_DRAIN_MS=0 all are asked at once, and a second signal changes nothing", async (t) => {
  const server = await start(t, { SHUTDOWN_DRAIN_MS: "0" });
  const clients = await crowd(t, server, freshOrg());
  const codes = await Promise.all([server.terminate(), server.terminate(), server.terminate("SIGINT")]);
  assert.deepEqual(codes, [0, 0, 0], server.log);
  for (const client of clients) await client.next("disconnect");
});

test("a signal in the middle of everything ends the server with code 0, whatever clients leave open", async (t) => {
  const server = await start(t, { SHUTDOWN_DRAIN_MS: "1000", OUTBOUND_BUFFER_BYTES: "100000" });
  const org = freshOrg();
  const clients = await crowd(t, server, org);
  const [agent, caller, speaker] = clients;
  const { messageId } = await agent.does("message:stream_start", { channelId: "general" });
  await agent.does("message:stream_chunk", { messageId, index: 0, text: "half an ans" });
  await caller.does("call:join", { roomName: "standup" });
  await speaker.does("typing:start", { channelId: "general" });

  const raw = await Promise.all([
    "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf",
    "GET /socket.io/?EIO=4&transport=poll",
    "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "",
  ].map((bytes) => open(server.url, bytes)));
  const deaf = await deafWebSocket(server.url, org);
  t.after(() => [...raw, deaf].forEach((socket) => socket.destroy()));
  await agent.next("channel:join", (data) => data.userId === "deaf");
  const uploads = clients.map((client, i) => client.socket.emit("message:send", { channelId: "general", content: `${i}${"x".repeat(30_000)}` }));
  assert.equal(uploads.length, clients.length);

  assert.equal(await server.terminate(), 0, server.log);
  await server.startAgain();
  await agent.next("connected", undefined, RESTART_MS);
  const stream = (await everything(agent)).find((message) => message.id === messageId);
  assert.deepEqual([stream.content, stream.metadata], ["half an ans", { truncated: true }]);
});

/** An open connection on which this was sent. */
async function open(url, bytes) {
  const socket = connect(new URL(url).port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(bytes);
  return socket;
}

/** A text message as a WebSocket client sends it. */
function frame(text) {
  const data = Buffer.from(text);
  const head = Buffer.from([0x81, 0xfe, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(data.length, 2);
  return Buffer.concat([head, data]); // masked with zeros
}

/** Reads until this has come. */
async function reads(socket, wanted) {
  let read = "";
  while (!read.includes(wanted)) {
    const part = socket.read();
    if (part === null) await once(socket, "readable");
    else read += part;
  }
}

/** A WebSocket that never reads what it is sent once it is connected. */
async function deafWebSocket(url, org) {
  const key = "dGhlIHNhbXBsZSBub25jZQ==";
  const socket = await open(url, "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
    + `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`);
  await reads(socket, '0{"sid"');
  socket.write(frame(`40${JSON.stringify({ token: token({ user: "deaf", org }) })}`));
  await reads(socket, '40{"sid"'); // a packet that comes before the CONNECT was answered ends the connection
  socket.write(frame(`42["channel:join",{"channelId":"general"}]`));
  return socket; // paused from here on
}

function get(url) {
  return new Promise((resolve, reject) => {
    request(url, { agent: false }, async (response) => {
      const chunks = await response.toArray();
      const retryAfter = response.headers["retry-after"];
      const body = JSON.parse(Buffer.concat(chunks).toString());
      resolve({ status: response.statusCode, body, ...(retryAfter ? { retryAfter } : {}) });
    }).on("error", reject).end();
  });
}
