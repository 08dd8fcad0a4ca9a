// The page's own ordering of messages, without a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../../../web/timeline.js";

const message = (seq, more = {}) => ({
  id: `msg_${seq}`, seq, userId: "bob", userName: "Bob", content: `message ${seq}`, createdAt: "2026-01-01T00:00:00Z", optimisticId: null, ...more,
});
const draft = (optimisticId) => ({ optimisticId, userName: "Ann", content: optimisticId, createdAt: "2026-01-01T00:00:00Z" });
const contents = (timeline) => timeline.entries.map((entry) => entry.content);

test("messages stand in the order of the room, whatever the order in which they came", () => {
  const timeline = new Timeline("ann");
  for (const seq of [3, 1, 2, 5, 4]) timeline.accept(message(seq));
  assert.deepEqual(contents(timeline), [1, 2, 3, 4, 5].map((seq) => `message ${seq}`));
});

test("a message that comes twice stands there once", () => {
  const timeline = new Timeline("ann");
  timeline.accept(message(1));
  timeline.accept(message(1));
  assert.equal(timeline.entries.length, 1);
});

test("what is on its way stands last, until its answer gives it a place", () => {
  const timeline = new Timeline("ann");
  timeline.write(draft("mine"));
  timeline.accept(message(2));
  assert.deepEqual(contents(timeline), ["message 2", "mine"]);
  timeline.confirm("mine", { id: "msg_1", seq: 1, timestamp: "2026-01-01T00:00:00Z" });
  assert.deepEqual(contents(timeline), ["mine", "message 2"]);
  assert.equal(timeline.entries[0].state, "sent");
});

test("the answer and the message itself are one, in either order", () => {
  const mine = message(1, { userId: "ann", optimisticId: "mine", content: "mine" });
  const answer = { id: "msg_1", seq: 1, timestamp: "2026-01-01T00:00:00Z" };
  for (const order of [["accept", "confirm"], ["confirm", "accept"]]) {
    const timeline = new Timeline("ann");
    timeline.write(draft("mine"));
    for (const step of order) step === "accept" ? timeline.accept(mine) : timeline.confirm("mine", answer);
    assert.deepEqual(timeline.entries.map(({ content, state }) => ({ content, state })), [{ content: "mine", state: "sent" }]);
  }
});

test("another user's message under our optimisticId does not take our message's place", () => {
  const timeline = new Timeline("ann");
  timeline.write(draft("same"));
  timeline.accept(message(1, { optimisticId: "same" }));
  assert.deepEqual(contents(timeline), ["message 1", "same"]);
});

test("a refused message stays with its reason, and can be tried again or discarded", () => {
  const timeline = new Timeline("ann");
  timeline.write(draft("mine"));
  timeline.fail("mine", { code: "CONFLICT" });
  assert.equal(timeline.entries[0].state, "failed");
  assert.equal(timeline.entries[0].why.code, "CONFLICT");
  assert.equal(timeline.retry("mine").state, "pending");
  timeline.discard("mine");
  assert.deepEqual(timeline.entries, []);
});
