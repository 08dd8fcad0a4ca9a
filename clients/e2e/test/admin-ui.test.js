// The published Admin UI in a browser: what operators look at.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openBrowser } from "../lib/browser.js";
import { ADMIN, PASSWORD, USERNAME } from "../lib/operator.js";
import { Server } from "../lib/server.js";
import { StaticSite } from "../lib/static.js";

const UI = fileURLToPath(new URL("../node_modules/@socket.io/admin-ui/ui/dist", import.meta.url));
const SHOTS = fileURLToPath(new URL("../target/screenshots", import.meta.url));

let site, server, browser;
before(async () => {
  await mkdir(SHOTS, { recursive: true });
  site = await StaticSite.serve(UI);
  server = await Server.start({ ...ADMIN, CORS_ORIGINS: site.origin });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  site?.close();
});

/** The page, with nobody logged in. */
async function open(t) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en", reducedMotion: "reduce" });
  t.after(() => context.close());
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  await page.goto(site.origin);
  return page;
}

async function logIn(page, password = PASSWORD) {
  await page.getByLabel("Server URL").fill(server.url);
  await page.getByLabel("Username").fill(USERNAME);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Connect" }).click();
}

/** Takes a picture when nothing moves any more: the charts do, for a while. */
async function shoot(page, name) {
  const path = join(SHOTS, `${name}.png`);
  let before;
  for (let now = await page.screenshot(); !before?.equals(now); now = await page.screenshot({ path, animations: "disabled" })) before = now;
}
const goTo = (page, item) => page.getByRole("navigation").getByRole("link", { name: item }).click();

test("a wrong password is refused in the page's own words, and the right one opens it", async (t) => {
  const page = await open(t);
  await logIn(page, "wrong");
  await page.getByText("Invalid credentials").waitFor();
  await logIn(page);
  await page.getByText("Dashboard").first().waitFor();
  await page.getByRole("heading", { name: "Invalid credentials" }).waitFor({ state: "hidden" });
  await page.locator(".v-dialog--active").waitFor({ state: "hidden" });
  assert.deepEqual(page.faults, []);
});

test("the pages show servers, namespaces, sockets, rooms of each tenant, and what happens", async (t) => {
  const people = {};
  for (const [org, user, transport] of [
    ["acme", "ann", "websocket only"], ["acme", "bob", "websocket only"], ["acme", "carol", "polling only"],
    ["globex", "dave", "websocket only"], ["globex", "erin", "websocket only"],
  ]) {
    people[user] = await server.client(t, { user, org, transport, claims: { customerIds: ["initech"], role: user === "erin" ? "agent" : "member" } });
    await people[user].joins("general");
  }
  await people.ann.joins("plans");
  await people.ann.does("conversation:join", { customerId: "initech", conversationId: "welcome" });

  const page = await open(t);
  await logIn(page);
  const row = (...texts) => texts.reduce((rows, hasText) => rows.filter({ hasText }), page.locator("tbody tr")).first();
  await row("/admin", "1").waitFor();
  await row("WebSocket", "5").waitFor(); // four of the clients, and the page itself
  await row("HTTP long-polling", "1").waitFor();

  await goTo(page, "Sockets");
  for (const { id } of Object.values(people)) await row(id).waitFor();
  await shoot(page, "sockets");

  await row(people.carol.id, "HTTP long-polling").click();
  await page.getByText('"userId": "carol"').waitFor();
  await page.getByText('"organizationId": "acme"').waitFor();
  await row("acme/channel:general").waitFor();
  await shoot(page, "socket");
  const shown = await page.locator("body").innerText();
  assert.ok(!shown.includes(people.carol.socket.io.engine.id));

  await goTo(page, "Rooms");
  await row("acme/channel:general", "3").waitFor();
  await row("globex/channel:general", "2").waitFor();
  await row("customer:initech:conversation:welcome", "1").waitFor();
  await people.bob.joins("plans");
  await row("acme/channel:plans", "2").waitFor();
  await shoot(page, "rooms");

  await row("acme/channel:general").click();
  await row(people.bob.id).waitFor();
  await shoot(page, "room");

  await goTo(page, "Events");
  await row(people.bob.id, "acme/channel:plans").waitFor();
  await shoot(page, "events");

  await goTo(page, "Servers");
  await row("#").waitFor();
  await shoot(page, "servers");

  const frank = await server.client(t, { user: "frank", org: "globex", transport: "websocket only" });
  await frank.says("general", "hello");
  frank.close();
  await goTo(page, "Dashboard");
  await row("WebSocket", "5").waitFor();
  await shoot(page, "dashboard");
  assert.deepEqual(page.faults, []);
});

test("a reload needs no password, and a socket is disconnected with its button", async (t) => {
  const page = await open(t);
  await logIn(page);
  await page.waitForFunction(() => localStorage.getItem("session_id")); // which it shows instead of the password
  await page.reload();
  await goTo(page, "Sockets");
  const ann = await server.client(t, { user: "ann", org: "acme", transport: "websocket only" });
  await page.locator("tbody tr").filter({ hasText: ann.id }).getByRole("button").click(); // which also opens its page
  assert.equal(await ann.next("disconnect"), "io server disconnect");
  await page.getByText("Disconnected").first().waitFor();
  assert.deepEqual(page.faults, []);
});
