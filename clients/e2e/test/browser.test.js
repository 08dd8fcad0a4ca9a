import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, Window } from "../lib/browser.js";
import { Server } from "../lib/server.js";
import { freshOrg, now, token } from "../lib/token.js";

let server;
let browser;

before(async () => {
  server = await Server.start();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A signed-in window, in the channel `general`. */
async function enter(t, user, org, { at = server, query = "", claims = {}, ...options } = {}) {
  const window = await Window.open(t, browser, `${at.url}/${query}#token=${token({ user, org, ...claims })}`, options);
  await window.isIn();
  return window;
}

test("a message typed in one window appears in the other, and each sees the other type", async (t) => {
  const org = freshOrg();
  const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
  await ann.shows("members", "2 people here");
  await ann.types("hello");
  await bob.shows("typing", "Ann is typing…");
  await ann.says("hello, Bob");
  await ann.sees("hello, Bob");
  await bob.sees("hello, Bob");
  await bob.shows("typing", /^$/).catch(() => assert.fail("Ann has sent it and types no more"));
  await bob.says("hello, Ann");
  await ann.sees("hello, Ann");
  assert.deepEqual(await ann.messages(), ["hello, Bob", "hello, Ann"]);
  assert.deepEqual(await bob.messages(), ["hello, Bob", "hello, Ann"]);
  assert.deepEqual([...ann.complaints, ...bob.complaints], []);
});

test("the header says who is signed in, the transport and the state", async (t) => {
  const org = freshOrg();
  const ann = await enter(t, "ann", org);
  await ann.shows("user", "Ann");
  await ann.shows("organization", org);
  await ann.shows("transport", "websocket");
  await ann.shows("state", "connected");
  await ann.shows("journal", "upgraded to websocket");
});

test("the token is gone from the address and outlives a reload", async (t) => {
  const ann = await enter(t, "ann", freshOrg());
  assert.equal(ann.page.url(), `${server.url}/`);
  await ann.page.reload();
  await ann.isIn();
});

test("signing in by pasting a token, and signing out", async (t) => {
  const window = await Window.open(t, browser, `${server.url}/`);
  await window.page.getByLabel("Token").fill("  nonsense ");
  await window.press("Sign in");
  await window.shows("sign-in-error", "AUTH_INVALID");
  await window.page.getByLabel("Token").fill(token({ user: "ann", org: freshOrg() }));
  await window.press("Sign in");
  await window.isIn();
  await window.press("Sign out");
  await window.page.getByLabel("Token").waitFor();
  await window.page.reload();
  await window.page.getByLabel("Token").waitFor();
});

test("a token that expires leads back to the sign-in, which says so", async (t) => {
  const window = await Window.open(t, browser, `${server.url}/#token=${token({ org: freshOrg(), exp: now() - 25 })}`);
  await window.shows("sign-in-error", "TOKEN_EXPIRED");
});

test("on polling only everything is there, and no WebSocket is opened", async (t) => {
  const org = freshOrg();
  const [ann, bob] = [await enter(t, "ann", org, { query: "?transport=polling" }), await enter(t, "bob", org)];
  await ann.shows("transport", "polling");
  await ann.says("by polling");
  await bob.sees("by polling");
  await bob.types("an answer");
  await ann.shows("typing", "Bob is typing…");
  await bob.says("by WebSocket");
  await ann.sees("by WebSocket");
  assert.equal(ann.webSockets, 0);
  assert.deepEqual(ann.complaints, []);
});

test("the switch changes to polling only and back, and the address remembers it", async (t) => {
  const ann = await enter(t, "ann", freshOrg());
  await ann.shows("transport", "websocket");
  await ann.page.getByRole("switch", { name: "Polling only" }).check();
  await ann.shows("transport", "polling");
  await ann.isIn();
  assert.equal(ann.page.url(), `${server.url}/?transport=polling`);
  await ann.page.getByRole("switch", { name: "Polling only" }).uncheck();
  await ann.shows("transport", "websocket");
  assert.equal(ann.page.url(), `${server.url}/`);
});

test("a dropped connection comes back visibly, and nothing is missing or doubled", async (t) => {
  const org = freshOrg();
  const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org)];
  await ann.says("one");
  await bob.sees("one");
  await ann.press("Drop connection");
  await ann.shows("state", /reconnecting in \d+ s \(attempt 1\)/);
  await ann.says("written while away");
  await ann.sees("written while away", "pending");
  await bob.says("two");
  await bob.sees("two");
  await ann.isIn();
  await ann.sees("two");
  await ann.sees("written while away");
  await bob.sees("written while away");
  await bob.says("three");
  await ann.sees("three");
  const all = ["one", "two", "written while away", "three"];
  assert.deepEqual(await ann.messages(), all);
  assert.deepEqual(await bob.messages(), all);
});

test("a window that missed more than fits one answer, and is not recovered, catches up with all of it", async (t) => {
  const org = freshOrg();
  const forgetful = await Server.start({ RECOVERY_WINDOW_MS: "0" });
  t.after(() => forgetful.stop());
  const ann = await enter(t, "ann", org, { at: forgetful });
  const bob = await forgetful.client(t, { user: "bob", org });
  await bob.says("general", "message 0");
  await ann.sees("message 0");
  await ann.page.route("**/socket.io/**", (route) => route.abort());
  await ann.press("Drop connection");
  await ann.shows("state", "attempt 2");
  const missed = Array.from({ length: 1_200 }, (_, i) => `message ${i + 1}`);
  for (let sent = 0; sent < missed.length; sent += 100) {
    await Promise.all(missed.slice(sent, sent + 100).map((content) => bob.says("general", content)));
  }
  await ann.page.unroute("**/socket.io/**");
  // Not pressed as a user would: the page may try by itself just now, and then there is no button to be seen.
  await ann.page.locator("#try-now").dispatchEvent("click");
  await ann.sees("message 1200");
  await bob.says("general", "and on it goes");
  await ann.sees("and on it goes");
  assert.deepEqual(await ann.messages(), ["message 0", ...missed, "and on it goes"]);
});

test("a killed server that comes back finds both windows again, and what was written meanwhile", async (t) => {
  const org = freshOrg();
  const [ann, bob] = [await enter(t, "ann", org), await enter(t, "bob", org, { query: "?transport=polling" })];
  await ann.says("before");
  await bob.sees("before");
  await server.kill();
  await ann.shows("state", "reconnecting in");
  await bob.shows("state", "reconnecting in");
  await ann.says("while it was away");
  await ann.sees("while it was away", "pending");
  await server.startAgain();
  await Promise.all([ann.isIn(), bob.isIn()]);
  await Promise.all([ann, bob].map((window) => window.shows("members", "2 people here")));
  await ann.sees("while it was away");
  await bob.sees("while it was away");
  await bob.says("after");
  await ann.sees("after");
  for (const window of [ann, bob]) {
    assert.deepEqual(await window.messages(), ["before", "while it was away", "after"]);
    await window.page.reload();
    await window.isIn();
    await window.sees("after");
    assert.deepEqual(await window.messages(), ["before", "while it was away", "after"]);
  }
});

test("what users write is shown as text, wherever it is shown", async (t) => {
  const org = freshOrg();
  const wicked = '<img src="/nothing" onerror="alert(1)"><script>alert(2)</script><b>bold</b>';
  const claims = { name: wicked };
  const [ann, bob] = [await enter(t, "ann", org, { claims }), await enter(t, "bob", org)];
  await ann.types("x");
  await bob.shows("typing", wicked);
  await ann.says(wicked);
  await bob.sees(wicked);
  await ann.says("javascript:alert(3)");
  await bob.sees("javascript:alert(3)");
  await bob.page.getByLabel("Another channel").fill("<i>no</i>");
  await bob.press("Join the channel");
  await bob.shows("notices", "VALIDATION_ERROR");
  await bob.shows("empty", "<i>no</i>");
  for (const { page, complaints } of [ann, bob]) {
    assert.equal(await page.locator("#chat :is(script, i, a, [onerror], [src='/nothing'])").count(), 0);
    assert.deepEqual(complaints, []);
  }
});

test("the policy forbids everything but the server's own files, and the page needs no more", async (t) => {
  const ann = await enter(t, "ann", freshOrg());
  const headers = ann.response.headers();
  const policy = Object.fromEntries(headers["content-security-policy"].split(";").map((part) => {
    const [name, ...values] = part.trim().split(/\s+/);
    return [name, values.join(" ")];
  }));
  for (const name of ["default-src", "base-uri", "form-action", "frame-ancestors"]) assert.equal(policy[name], "'none'", name);
  for (const name of ["script-src", "style-src", "img-src"]) assert.equal(policy[name], "'self'", name);
  assert.match(policy["connect-src"], /^'self'/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  await ann.shows("transport", "websocket");
  assert.deepEqual(ann.complaints, []);

  const forbidden = await ann.page.evaluate(() => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", (violation) => resolve(violation.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "document.title = 'run'";
    document.body.append(script);
  }));
  assert.equal(forbidden, "script-src-elem");
});

test("several channels at once: what is said in another one is counted, and earlier messages come in pages", async (t) => {
  const org = freshOrg();
  const ann = await enter(t, "ann", org);
  const bob = await server.client(t, { user: "bob", org });
  for (let i = 1; i <= 60; i++) await bob.says("plans", `plan ${i}`);
  await ann.page.getByLabel("Another channel").fill("plans");
  await ann.press("Join the channel");
  await ann.isIn("plans");
  await ann.sees("plan 60");
  assert.equal((await ann.messages()).length, 50);
  await ann.press("Earlier messages");
  await ann.sees("plan 1");
  assert.deepEqual(await ann.messages(), Array.from({ length: 60 }, (_, i) => `plan ${i + 1}`));

  await bob.says("general", "over here");
  await ann.page.getByRole("button", { name: "# general 1" }).click();
  await ann.sees("over here");
  assert.deepEqual(await ann.messages(), ["over here"]);
});

test("a phone shows all of it without scrolling sideways", async (t) => {
  const ann = await enter(t, "ann", freshOrg(), { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });
  await ann.says("x".repeat(500));
  await ann.sees("x".repeat(500));
  assert.equal(await ann.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await ann.press("connected");
  await ann.press("Drop connection");
  await ann.shows("state", "reconnecting in");
  await ann.isIn();
});
