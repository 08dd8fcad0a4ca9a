import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";

// A replay of several pages while others go on writing: a page holds about 25 of these messages.

const MISSED = 60;
const MEANWHILE = 40;
const LONG = "x".repeat(30_000);

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const PLACES = {
  channel: {
    address: { channelId: "general" },
    comes: "channel:join",
    page: "channel:history",
    messages: (page) => page.messages,
  },
  conversation: {
    address: { conversationId: "v1", customerId: "c1" },
    comes: "conversation:rejoin",
    page: "conversation:rejoined",
    messages: (page) => page.missed_messages,
  },
};

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`pages of a replay, ${transport}`, () => {
    for (const [name, place] of Object.entries(PLACES)) {
      test(`each message of a ${name} comes once and in order over all pages and live`, async (t) => {
        const org = freshOrg();
        const address = { ...place.address, ...(place.address.customerId && { customerId: org }) };
        const enter = (user) => server.client(t, { user, org, transport, claims: { customerIds: [org] } });
        const [ann, bob, cat] = [await enter("ann"), await enter("bob"), await enter("cat")];
        const say = (client, content) => client.does("message:send", { ...address, content });

        const first = await say(ann, "first");
        for (let i = 0; i < MISSED; i++) await say(ann, LONG);
        const told = [];
        bob.socket.on(place.page, (page) => told.push(...place.messages(page).map((message) => message.seq)));
        bob.socket.on("message:new", (message) => told.push(message.seq));

        const writing = (async () => {
          for (let i = 0; i < MEANWHILE; i++) await say(cat, LONG);
        })();
        let lastMessageId = first.id;
        let pages = 0;
        for (let more = true; more; pages++) {
          await bob.does(place.comes, { ...address, lastMessageId });
          const page = await bob.next(place.page);
          lastMessageId = place.messages(page).at(-1)?.id ?? lastMessageId;
          more = page.hasMore;
        }
        await writing;
        const last = await say(ann, "last");
        await bob.hears("last");
        assert.ok(pages > 1, "the replay was one page");
        assert.equal(last.seq, MISSED + MEANWHILE + 2);
        assert.deepEqual(told, Array.from({ length: last.seq - 1 }, (_, i) => i + 2));
      });
    }
  });
}
