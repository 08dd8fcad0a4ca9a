// Chromium from the system, headless, and the demo page in it.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const PATIENCE_MS = 15_000;

/** A browser with a profile of its own, which is gone with it. */
export async function openBrowser() {
  if (!existsSync(EXECUTABLE)) throw new Error(`no browser at ${EXECUTABLE}: install chromium, or set CHROMIUM`);
  return await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** One window on the demo page. */
export class Window {
  /** @param t the test after which the window is closed */
  static async open(t, browser, address, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 700 }, locale: "en", ...options });
    t.after(() => context.close());
    context.setDefaultTimeout(PATIENCE_MS);
    const window = new Window(await context.newPage());
    await window.visit(address);
    return window;
  }

  page;
  complaints = []; // of the browser: errors of scripts, of the Content-Security-Policy, of loading
  webSockets = 0;

  constructor(page) {
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (line) => ["error", "warning"].includes(line.type()) && this.complaints.push(line.text()));
    page.on("dialog", (dialog) => {
      this.complaints.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("websocket", () => this.webSockets++);
  }

  async visit(address) {
    this.response = await this.page.goto(address);
  }

  /** Waits until this window is in its channel. */
  async isIn(channel = "general") {
    await this.page.locator('#chat[data-state="connected"][data-channel="joined"]').waitFor();
    await this.page.getByRole("heading", { name: `# ${channel}`, exact: true }).waitFor();
  }

  async types(text) {
    await this.page.getByLabel("Message", { exact: true }).pressSequentially(text);
  }

  async says(text) {
    await this.page.getByLabel("Message", { exact: true }).fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until a message with exactly this text stands in the list, in this state. */
  async sees(text, state = "sent") {
    await this.page.locator(`.message[data-state="${state}"]`).filter({ has: this.page.getByText(text, { exact: true }) }).first().waitFor();
  }

  /** Waits until an element shows this. */
  async shows(id, text) {
    await this.page.locator(`#${id}`).filter({ hasText: text }).waitFor();
  }

  /** All messages as they stand there. */
  messages() {
    return this.page.locator(".message .content").allTextContents();
  }

  async press(button) {
    await this.page.getByRole("button", { name: button }).click();
  }
}
