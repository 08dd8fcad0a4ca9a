// The part of the contract that the benchmark measures, on Socket.IO for Node.js, as an experienced team would write it:
// one process, WebSockets without compression, a pool of connections, named prepared statements. What it leaves out
// (announcing who joins, limits, optimisticId, positions in a room) makes it cheaper, not dearer.

import { createServer } from "node:http";
import jwt from "jsonwebtoken";
import pg from "pg";
import { Server } from "socket.io";
import { createTables, Messages } from "./messages.js";

const SECRET = process.env.JWT_SECRET;
const ID = /^[\w.~@|-]{1,128}$/;
const MAX_CONTENT = 40_000;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, keepAlive: true });
pool.on("error", (error) => console.error("PostgreSQL:", error.message));
await createTables(pool);
const messages = new Messages(pool);

const http = createServer((request, response) => response.writeHead(404).end());
http.keepAliveTimeout = 65_000;
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  pingInterval: 25_000,
  pingTimeout: 60_000,
  maxHttpBufferSize: 1_000_000,
});

io.use((socket, next) => {
  try {
    const claims = jwt.verify(socket.handshake.auth.token, SECRET, { algorithms: ["HS256"] });
    socket.data = {
      userId: claims.sub,
      userName: claims.name,
      organizationId: claims.organizationId,
      customerIds: claims.customerIds ?? [],
    };
    next();
  } catch {
    next(new Error("AUTH_INVALID"));
  }
});

class Rejected extends Error {}

/** The room that a payload names, and who may be in it. */
function roomOf(data, payload) {
  const { channelId = null, conversationId = null, customerId = null } = payload ?? {};
  if (channelId !== null) {
    if (typeof channelId !== "string" || !ID.test(channelId)) throw new Rejected("channelId");
    return { name: `${data.organizationId}/channel:${channelId}`, channelId, conversationId: null, customerId: null };
  }
  if (typeof conversationId !== "string" || !ID.test(conversationId)) throw new Rejected("conversationId");
  if (!data.customerIds.includes(customerId)) throw new Rejected("customerId");
  return { name: `customer:${customerId}:conversation:${conversationId}`, channelId: null, conversationId, customerId };
}

function joined(socket, payload) {
  const room = roomOf(socket.data, payload);
  if (!socket.rooms.has(room.name)) throw new Rejected("NOT_IN_ROOM");
  return room;
}

const handlers = {
  "channel:join": async (socket, payload, ack) => {
    const room = roomOf(socket.data, payload);
    socket.join(room.name);
    const page = await messages.last(room);
    ack({ success: true, channelId: room.channelId, room: room.name });
    socket.emit("channel:history", { channelId: room.channelId, ...page });
  },

  "channel:leave": (socket, payload, ack) => {
    const room = roomOf(socket.data, payload);
    socket.leave(room.name);
    ack({ success: true, channelId: room.channelId });
  },

  "conversation:join": (socket, payload, ack) => {
    const { name, conversationId, customerId } = roomOf(socket.data, payload);
    socket.join(name);
    ack({ success: true });
    socket.emit("room:joined", { room: name, conversationId, customerId, timestamp: new Date().toISOString() });
  },

  "conversation:rejoin": async (socket, payload, ack) => {
    const room = roomOf(socket.data, payload);
    socket.join(room.name);
    const missed = await messages.after(room, payload.lastMessageId);
    ack({ success: true });
    const { conversationId, customerId } = room;
    const timestamp = new Date().toISOString();
    socket.emit("conversation:rejoined", { conversationId, customerId, missed_messages: missed, missed_events: [], timestamp });
  },

  "typing:start": (socket, payload, ack) => {
    const { name, channelId, conversationId } = joined(socket, payload);
    const { userId, userName } = socket.data;
    socket.to(name).emit("typing:start", { channelId, conversationId, userId, userName, timestamp: new Date().toISOString() });
    ack({ success: true });
  },

  "message:send": async (socket, payload, ack) => {
    const room = joined(socket, payload);
    const { content, optimisticId = null } = payload;
    if (typeof content !== "string" || content.length === 0 || content.length > MAX_CONTENT) throw new Rejected("content");
    const message = await messages.keep(room, socket.data, payload);
    const { channelId, conversationId } = room;
    const sent = { id: message.id, optimisticId, channelId, conversationId, timestamp: message.createdAt };
    ack({ success: true, ...sent });
    socket.emit("message:sent", sent);
    io.to(room.name).emit("message:new", { ...message, optimisticId });
  },
};

async function handle(socket, event, payload, ack) {
  try {
    await handlers[event](socket, payload, typeof ack === "function" ? ack : () => {});
  } catch (error) {
    const message = error instanceof Rejected ? error.message : "INTERNAL";
    if (message === "INTERNAL") console.error(event, error);
    if (typeof ack === "function") ack({ success: false, error: { message } });
    socket.emit("error", { event, message });
  }
}

io.on("connection", (socket) => {
  const { userId, organizationId } = socket.data;
  for (const event of Object.keys(handlers)) {
    socket.on(event, (payload, ack) => handle(socket, event, payload, ack));
  }
  socket.join([`org:${organizationId}`, `user:${userId}`]);
  socket.emit("connected", { socketId: socket.id, userId, organizationId, timestamp: new Date().toISOString() });
});

for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
process.on("SIGUSR2", () => globalThis.gc?.());
http.listen({ port: Number(process.env.PORT ?? 0), host: "127.0.0.1", backlog: 4096 }, () => {
  console.log(`listening on http://127.0.0.1:${http.address().port}`);
});
