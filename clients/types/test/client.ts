// A small client that uses the types; it is compiled, not run.

import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents, WithoutCallback } from "../rotunda.js";

type Rotunda = Socket<ServerToClientEvents, ClientToServerEvents> & WithoutCallback;

export async function run(url: string, token: string): Promise<string[]> {
  const plain: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, { auth: { token } });
  const socket = plain as Rotunda;
  const heard: string[] = [];
  socket.on("message:new", (message) => {
    heard.push(message.content);
    const where: string | null = message.channelId;
    heard.push(where ?? "a conversation");
  });
  socket.on("error", ({ code, retryAfterMs }) => heard.push(`${code} ${retryAfterMs ?? 0}`));
  socket.emit("message:send", { channelId: "general", content: "hi" });
  socket.emit("presence:heartbeat");
  socket.emit("typing:start", { conversationId: "v1", customerId: "c1" }, (answer) => {
    if (!answer.success) heard.push(answer.error.message);
  });
  socket.emit("typing:stop", { channelId: "general", userId: "ann", userName: "Ann" });
  const joined = await socket.timeout(1_000).emitWithAck("channel:join", { channelId: "general" });
  if (joined.success) heard.push(joined.room);
  else heard.push(joined.error.code);
  const listed = await socket.emitWithAck("presence:list", {});
  const first = await socket.emitWithAck("presence:list");
  if (first.success) heard.push(...first.users.map((user) => user.userName));
  socket.emit("presence:list", (answer) => {
    if (answer.success) heard.push(...answer.users.map((user) => user.status));
  });
  if (listed.success) heard.push(...listed.users.map((user) => user.userId));
  socket.emit("call:audio-chunk", { roomName: "standup", chunk: new Uint8Array(9) });
  return heard;
}
