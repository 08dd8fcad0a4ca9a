// A storm: everybody comes back at once while a few are talking, as after a network was away.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Raw } from "./raw.js";
import { token } from "./token.js";

const CROWD = fileURLToPath(new URL("crowd.js", import.meta.url));
const ORGANIZATIONS = 10;
const ROOM_SIZE = 50;
const MISSED = 49;

/**
 * @param clients how many come at once
 * @param talkers how many talk all the while
 * @param everyMs how often each of them says something
 * @param calmMs how long they talk before and after
 * @param stayMs so long after somebody was refused each of the crowd goes, and makes room for others; undefined to stay
 * @param crowdUrl where the crowd goes: to another server, to see what the machine itself costs those inside
 * @returns what the crowd saw, the talkers' latencies in each phase, and everything that was not as promised
 */
export async function storm(url, { clients, talkers = 10, everyMs = 200, calmMs = 3_000, stayMs, crowdUrl = url }) {
  const members = await absent(crowdUrl, clients);
  const talk = new Talk(url, talkers);
  await talk.begin(everyMs);
  const calm = () => new Promise((resolve) => setTimeout(resolve, calmMs));
  const phases = { before: [], during: [], after: [] };
  talk.latencies = phases.before;
  await calm();
  talk.latencies = phases.during;
  const began = performance.now();
  const crowd = fork(CROWD);
  crowd.send({ url: crowdUrl, members, stayMs });
  const facts = await new Promise((resolve, reject) => {
    crowd.once("message", resolve).once("error", reject).once("exit", (code) => reject(new Error(`the crowd ended with ${code}`)));
  });
  const lasted = performance.now() - began;
  talk.latencies = phases.after;
  await calm();
  const lost = await talk.end();
  crowd.send("go");
  return { facts, lasted, phases, lost };
}

export function percentile(latencies, part) {
  return latencies.toSorted((a, b) => a - b)[Math.min(latencies.length - 1, Math.floor(latencies.length * part))];
}

/** Members of channels in which something was said while they were away. */
async function absent(url, clients) {
  const members = [];
  for (let room = 0; room * ROOM_SIZE < clients; room++) {
    const org = `storm-${room % ORGANIZATIONS}`;
    const channelId = `room-${room}`;
    const author = await connected(url, token({ user: "author", org }));
    const messages = Array.from({ length: MISSED + 1 }, (_, i) => ({ channelId, content: `message ${i} ${"x".repeat(200)}` }));
    const { results } = await author.ask("message:send_queued", { messages });
    author.close();
    const lastMessageId = results[0].id;
    for (let i = 0; i < ROOM_SIZE && members.length < clients; i++) {
      members.push({ token: token({ user: `user-${room}-${i}`, org }), channelId, lastMessageId, missed: MISSED });
    }
  }
  return members;
}

function connected(url, signed, hears = {}) {
  return new Promise((resolve, reject) => {
    const raw = new Raw(url, signed, { refused: reject, ...hears, connected: () => resolve(raw) });
  });
}

/** Those who are inside already. */
class Talk {
  latencies = [];
  #sockets = [];
  #acknowledged = [];
  #heard = [];
  #problems = [];
  #timers = [];
  #asked = new Set();

  constructor(url, talkers) {
    this.url = url;
    this.talkers = talkers;
  }

  async begin(everyMs) {
    for (let i = 0; i < this.talkers; i++) {
      const heard = [];
      const socket = await connected(this.url, token({ user: `talker-${i}`, org: "inside" }), {
        event: (name, data) => {
          if (name === "message:new") heard.push(data);
        },
        closed: () => this.#problems.push(`talker ${i} was disconnected`),
      });
      await socket.ask("channel:join", { channelId: "talk" });
      this.#sockets.push(socket);
      this.#heard.push(heard);
    }
    for (const socket of this.#sockets) this.#timers.push(setInterval(() => this.#say(socket), everyMs));
  }

  /** What was not as promised: everything acknowledged was heard by all, once, in order, and nobody was disconnected. */
  async end() {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#asked);
    await Promise.all(this.#sockets.map((socket) => socket.ask("presence:heartbeat", {}))); // behind what they are told
    const last = await this.#sockets[0].ask("message:send", { channelId: "talk", content: "the last" });
    this.#acknowledged.push(last.id);
    await Promise.all(this.#heard.map((heard) => until(() => heard.at(-1)?.id === last.id)));
    const wanted = this.#acknowledged.toSorted();
    this.#heard.forEach((heard, i) => {
      const ids = heard.map(({ id }) => id);
      if (new Set(ids).size !== ids.length) this.#problems.push(`talker ${i} heard something twice`);
      const there = new Set(ids);
      const missing = wanted.filter((id) => !there.has(id)).length;
      if (missing > 0) this.#problems.push(`talker ${i} missed ${missing} of ${wanted.length}`);
      if (heard.some(({ seq }, at) => at > 0 && seq !== heard[at - 1].seq + 1)) this.#problems.push(`talker ${i} heard a gap`);
    });
    const problems = [...this.#problems];
    for (const socket of this.#sockets) socket.close();
    return problems;
  }

  #say(socket) {
    const began = performance.now();
    const { latencies } = this;
    const asked = socket.ask("message:send", { channelId: "talk", content: "hello" }).then((answer) => {
      this.#asked.delete(asked);
      latencies.push(performance.now() - began);
      if (answer?.success) this.#acknowledged.push(answer.id);
      else this.#problems.push(`not sent: ${answer?.error?.code}`);
    });
    this.#asked.add(asked);
  }
}

async function until(reached) {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve));
}
