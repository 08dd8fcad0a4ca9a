import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg, now, token } from "../lib/token.js";

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const org = freshOrg();

for (const [transport, options] of Object.entries(TRANSPORTS)) {
  describe(`handshake, ${transport}`, () => {
    const refusal = async (t, more) => {
      const error = await server.stranger(t, { ...options, ...more }).open().next("connect_error");
      assert.equal(typeof error.data?.message, "string", `the refusal says why: ${error.message} ${JSON.stringify(error.data)}`);
      return error.data.code;
    };

    test("a token in the CONNECT packet is accepted, and `connected` says who is connected", async (t) => {
      const client = server.stranger(t, { ...options, auth: { token: token({ user: "ann", org }) } });
      const connected = await client.open().next("connected");
      assert.equal(connected.socketId, client.id);
      assert.equal(connected.userId, "ann");
      assert.equal(connected.organizationId, org);
      assert.ok(Math.abs(Date.parse(connected.timestamp) - Date.now()) < 60_000, connected.timestamp);
    });

    test("an Authorization header is the fallback", async (t) => {
      const extraHeaders = { authorization: `Bearer ${token({ user: "ann", org })}` };
      const connected = await server.stranger(t, { ...options, extraHeaders }).open().next("connected");
      assert.equal(connected.userId, "ann");
    });

    test("`userId` wins over `sub`", async (t) => {
      const client = await server.client(t, { user: "ann", org, transport, claims: { userId: "ann-too" } });
      assert.equal(client.saw("connected")[0].userId, "ann-too");
    });

    test("no token is AUTH_MISSING", async (t) => {
      assert.equal(await refusal(t, {}), "AUTH_MISSING");
    });

    test("a token in the query string is refused", async (t) => {
      assert.match(await refusal(t, { query: { token: token({ org }) } }), /^AUTH_(MISSING|INVALID)$/);
    });

    test("an expired token is AUTH_EXPIRED", async (t) => {
      assert.equal(await refusal(t, { auth: { token: token({ org, exp: now() - 3600 }) } }), "AUTH_EXPIRED");
    });

    for (const [what, wrong] of Object.entries({
      "no token at all": "hello",
      "no text": 42,
      "signed with another secret": token({ org }, { secret: "another secret, also long enough for HS256" }),
      "not signed": token({ org }, { alg: "none" }),
      "without `exp`": token({ org, exp: undefined }),
      "not valid yet": token({ org, nbf: now() + 3600 }),
      "without a user": token({ org, sub: undefined }),
      "without an organization": token({ organizationId: undefined }),
      "of a user whose id is not allowed": token({ org, user: "ann/../bob" }),
      "with an unknown role": token({ org, role: "emperor" }),
    })) {
      test(`a token ${what} is AUTH_INVALID`, async (t) => {
        assert.equal(await refusal(t, { auth: { token: wrong } }), "AUTH_INVALID");
      });
    }

    for (const [namespace, what] of Object.entries({ "/nowhere": "an unknown namespace", "/admin": "the operators' namespace of a server without an operator" })) {
      test(`${what} is refused`, async (t) => {
        const client = server.stranger(t, { ...options, auth: { token: token({ org }) } }, namespace);
        assert.equal((await client.open().next("connect_error")).message, "Invalid namespace");
      });
    }

    test("a refused client connects with a better token", async (t) => {
      const client = server.stranger(t, options);
      await client.open().next("connect_error");
      client.socket.auth = { token: token({ user: "ann", org }) };
      assert.equal((await client.open().next("connected")).userId, "ann");
    });

    test("a token that expires ends the connection with TOKEN_EXPIRED, unless it was refreshed", async (t) => {
      const claims = { exp: now() + 4 };
      const ann = await server.client(t, { user: "ann", org, transport, claims });
      const bob = await server.client(t, { user: "bob", org, transport, claims });
      await bob.does("auth:refresh", { token: token({ user: "bob", org }) });

      assert.equal((await ann.next("error", undefined, 45_000)).code, "TOKEN_EXPIRED");
      assert.equal(await ann.next("disconnect"), "io server disconnect");
      await bob.says("general", "still here");
    });
  });
}

test("the token of another user or organization refreshes nothing", async (t) => {
  const ann = await server.client(t, { user: "ann", org });
  for (const other of [token({ user: "bob", org }), token({ user: "ann", org: freshOrg() }), token({ user: "ann", org }, { alg: "none" })]) {
    await ann.isRefused("auth:refresh", { token: other });
  }
  await ann.says("general", "still here");
});

test("a default client starts with polling and ends on WebSocket", async (t) => {
  const client = server.stranger(t, { auth: { token: token({ org }) } });
  client.socket.io.once("open", () => assert.equal(client.transport, "polling"));
  client.open();
  assert.equal(await client.next("upgrade"), "websocket");
  await client.says("general", "after the upgrade");
  assert.equal(client.transport, "websocket");
});

test("a socket is told its id, which is not the transport's", async (t) => {
  const client = await server.client(t, { user: "ann", org });
  assert.notEqual(client.id, client.socket.io.engine.id);
});
