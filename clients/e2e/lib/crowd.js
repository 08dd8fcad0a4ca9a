// Many clients that come back at once, each joining its channel from the last message that it has: a process of its own,
// so that whoever measures beside it measures the server and not this.

import { Raw } from "./raw.js";

const REJOIN_MS = 1_000;
const facts = { refused: 0, unheard: [], cut: 0, again: 0, gaps: [] };
let url;
let members;
let stayMs;
let came = 0;
let someRefused;
const refused = new Promise((resolve) => (someRefused = resolve));
const open = new Set();

process.once("message", (storm) => {
  ({ url, members, stayMs } = storm);
  process.once("message", () => process.exit());
  for (const member of members) arrive(member);
});

/** As clients do that were refused: again, when they were told to. */
function arrive(member) {
  let entered = false;
  const later = (ms) => setTimeout(() => arrive(member), ms);
  const raw = new Raw(url, member.token, {
    connected: () => join(),
    event: (name, data) => {
      if (name === "channel:history") check(data);
    },
    refused: ({ status, retryAfter, code }) => {
      open.delete(raw);
      facts.refused++;
      someRefused();
      const said = (status === 503 && retryAfter >= 1 && code === "OVERLOADED") || (status === 101 && code === "OVERLOADED");
      if (!said && facts.unheard.length < 10) facts.unheard.push({ status, retryAfter, code });
      later((retryAfter || 1) * 1_000);
    },
    closed: () => {
      open.delete(raw);
      facts.cut++;
      if (entered) return; // counted; what becomes of it is another test's
      later(1_000 + Math.random() * 1_000);
    },
  });
  open.add(raw);

  async function join() {
    const answer = await raw.ask("channel:join", { channelId: member.channelId, lastMessageId: member.lastMessageId });
    if (answer === null) return;
    if (!answer.success) {
      facts.again++;
      setTimeout(join, answer.error.retryAfterMs ?? REJOIN_MS);
      return;
    }
    entered = true;
    came++;
    // Nobody makes room before it was full: on a slow machine they would come one after the other.
    if (stayMs !== undefined) refused.then(() => setTimeout(() => raw.close(), stayMs));
    if (came === members.length) process.send(facts);
  }

  function check({ messages }) {
    const whole = messages.length === member.missed && messages.every(({ seq }, i) => i === 0 || seq === messages[i - 1].seq + 1);
    if (!whole && facts.gaps.length < 10) facts.gaps.push({ channelId: member.channelId, messages: messages.length });
  }
}
