import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const send = (more) => ({ channelId: "general", content: "hello", ...more });

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`errors, ${transport}`, () => {
    const enter = async (t, user = "ann", org = freshOrg()) => {
      const client = await server.client(t, { user, org, transport });
      await client.joins("general");
      return client;
    };

    test("an unknown event is UNKNOWN_EVENT, with a callback and without", async (t) => {
      const ann = await enter(t);
      assert.equal((await ann.isRefused("message:sing", { channelId: "general" })).code, "UNKNOWN_EVENT");
      ann.tell("message:dance");
      const error = await ann.next("error");
      assert.equal(error.code, "UNKNOWN_EVENT");
      assert.equal(error.event, "message:dance");
      assert.equal(typeof error.message, "string");
    });

    test("what a client gets wrong it is told in the answer and in an `error` event", async (t) => {
      const ann = await enter(t);
      const error = await ann.isRefused("message:send", send({ content: 7 }));
      assert.equal(error.code, "VALIDATION_ERROR");
      assert.match(error.message, /content/);
    });

    test("without a callback the `error` event tells it alone", async (t) => {
      const ann = await enter(t);
      ann.tell("message:send", { channelId: "general" });
      const error = await ann.next("error");
      assert.equal(error.code, "VALIDATION_ERROR");
      assert.equal(error.event, "message:send");
      assert.match(error.message, /content/);
    });

    test("a failed event harms neither its socket nor another one", async (t) => {
      const org = freshOrg();
      const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
      await ann.isRefused("message:send", send({ content: null }));
      await ann.isRefused("typing:start", null);
      await ann.says("general", "still here");
      await bob.hears("still here");
      assert.deepEqual(bob.saw("error"), []);
      assert.deepEqual(bob.saw("message:new").map((message) => message.content), ["still here"]);
    });

    test("binary where none is allowed is a VALIDATION_ERROR", async (t) => {
      const ann = await enter(t);
      const bytes = Buffer.from([0, 1, 2, 255]);
      for (const payload of [bytes, send({ content: bytes }), send({ metadata: { deep: [bytes] } })]) {
        assert.equal((await ann.isRefused("message:send", payload)).code, "VALIDATION_ERROR");
      }
      ann.tell("message:send", send({ content: bytes }));
      assert.equal((await ann.next("error")).code, "VALIDATION_ERROR");
      await ann.says("general", "text after binary");
    });
  });
}

describe("validation", () => {
  for (const [what, payload] of Object.entries({
    "no payload": undefined,
    "null": null,
    "a text": "hello",
    "a number": 7,
    "an array": [send()],
    "no room": { content: "hello" },
    "a channel and a conversation": send({ conversationId: "c", customerId: "k" }),
    "no content": send({ content: undefined }),
    "empty content": send({ content: "" }),
    "U+0000 in the content": send({ content: "a\u0000b" }),
    "U+0000 in the metadata": send({ metadata: { a: "\u0000" } }),
    "half a character": send({ content: "\ud800" }),
    "contentType of the wrong type": send({ contentType: 1 }),
    "mentions that are no list": send({ mentions: "bob" }),
    "101 mentions": send({ mentions: Array.from({ length: 101 }, (_, i) => `u${i}`) }),
    "21 attachments": send({ attachments: Array.from({ length: 21 }, () => ({})) }),
    "an attachment that is no object": send({ attachments: ["plan.pdf"] }),
    "metadata that is no object": send({ metadata: [1] }),
    "metadata over 16 KiB": send({ metadata: { a: "x".repeat(16 * 1024) } }),
    "an optimisticId of the wrong type": send({ optimisticId: 5 }),
    "a threadId that is no message id": send({ threadId: "1; DROP TABLE messages" }),
  })) {
    test(`message:send with ${what} is refused`, async (t) => {
      const ann = await server.client(t, { user: "ann", org: freshOrg() });
      const error = await ann.isRefused("message:send", ...(payload === undefined ? [] : [payload]));
      assert.match(error.code, /^(VALIDATION_ERROR|PAYLOAD_TOO_LARGE|NOT_FOUND)$/);
      assert.equal((await ann.joins("general")).history.total, 0);
    });
  }

  test("a member of a name that every object has is no field and no event", async (t) => {
    const ann = await server.client(t, { user: "ann", org: freshOrg() });
    for (const event of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      assert.equal((await ann.isRefused(event, {})).code, "UNKNOWN_EVENT");
    }
  });
});
