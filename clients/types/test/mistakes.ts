// What must not compile: each line below a comment is a mistake that the types find.

import type { Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents, WithoutCallback } from "../rotunda.js";

type Rotunda = Socket<ServerToClientEvents, ClientToServerEvents> & WithoutCallback;

export async function mistakes(socket: Rotunda) {
  // @ts-expect-error no such event of the server
  socket.on("message:newer", () => {});
  // @ts-expect-error no such field
  socket.on("message:new", (message) => message.text);
  // @ts-expect-error it may be null
  socket.on("message:new", (message) => message.channelId.length);
  // @ts-expect-error no such event of a client
  socket.emit("message:new", {});
  // @ts-expect-error content is required
  socket.emit("message:send", { channelId: "general" });
  // @ts-expect-error a room is named in one way
  socket.emit("message:send", { channelId: "general", conversationId: "v1", customerId: "c1", content: "hi" });
  // @ts-expect-error neither is a conversation without its customer
  socket.emit("typing:start", { conversationId: "v1" });
  // @ts-expect-error not one of the words
  socket.emit("presence:update", { status: "asleep" });
  // @ts-expect-error not the name of an activity
  socket.emit("activity:join", { room: "channel:general" });
  // @ts-expect-error the answer of a callback has a type
  const members: string = (await socket.emitWithAck("channel:join", { channelId: "general" })).members;
  // @ts-expect-error it has when there need be no payload, too
  const users: string = (await socket.emitWithAck("presence:list")).users;
  // @ts-expect-error a payload that may be left out has a type as well
  socket.emit("presence:list", { after: 7 });
  // @ts-expect-error a payload is required
  socket.emit("presence:update");
  // @ts-expect-error an answer may be a refusal
  socket.emit("channel:join", { channelId: "general" }, (answer) => answer.members);
}
