import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TRANSPORTS } from "../lib/client.js";
import { Server } from "../lib/server.js";
import { freshOrg } from "../lib/token.js";
import { Transcriber } from "../lib/transcriber.js";

let transcriber;
let server;
before(async () => {
  transcriber = await Transcriber.start();
  server = await Server.start({ TRANSCRIBER_URL: transcriber.url, TRANSCRIBER_KEY: "the-key" });
});
after(async () => {
  transcriber?.stop();
  await server?.stop();
});

const here = { roomName: "standup" };
const sorted = (participants) => participants.toSorted((one, other) => one.userId.localeCompare(other.userId));
const BOTH = [{ userId: "ann", userName: "Ann" }, { userId: "bob", userName: "Bob" }];

/** The event without its timestamp, which must be a time as the contract writes it. */
const timeless = ({ timestamp, ...rest }) => {
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  return rest;
};

for (const transport of Object.keys(TRANSPORTS)) {
  const client = (t, user, org) => server.client(t, { user, org, transport });
  const annAndBob = async (t) => {
    const org = freshOrg();
    const ann = await client(t, "ann", org);
    const bob = await client(t, "bob", org);
    return [ann, bob, org];
  };
  const inACall = async (t) => {
    const [ann, bob, org] = await annAndBob(t);
    await ann.does("call:join", here);
    await bob.does("call:join", here);
    return [ann, bob, org];
  };

  describe(`calls, ${transport}`, () => {
    test("call:join answers call:joined with all participants, and the others get call:participant_joined", async (t) => {
      const [ann, bob] = await annAndBob(t);
      const alone = await ann.does("call:join", here);
      assert.deepEqual(alone, { success: true, ...here, participants: [BOTH[0]] });
      assert.deepEqual(timeless(await ann.next("call:joined")), { ...here, participants: [BOTH[0]] });

      const answer = await bob.does("call:join", here);
      const joined = await bob.next("call:joined");
      assert.deepEqual(timeless({ ...joined, participants: sorted(joined.participants) }), { ...here, participants: BOTH });
      assert.deepEqual(sorted(answer.participants), BOTH);
      assert.deepEqual(timeless(await ann.next("call:participant_joined")), { ...here, userId: "bob", userName: "Bob" });
      assert.deepEqual(bob.saw("call:participant_joined"), []);
    });

    test("joining twice, or with another socket of the user, announces nothing", async (t) => {
      const [ann, bob, org] = await inACall(t);
      const phone = await client(t, "bob", org);
      await phone.does("call:join", here);
      await bob.does("call:join", here);
      assert.equal((await phone.next("call:joined")).participants.length, 2);
      await bob.does("call:cancel", { roomId: "fence", ...here });
      await ann.next("call:cancelled");
      assert.equal(ann.saw("call:participant_joined").length, 1);
    });

    test("call:leave: the others get call:participant_left with the last socket, reason left", async (t) => {
      const [ann, bob, org] = await inACall(t);
      const phone = await client(t, "bob", org);
      await phone.does("call:join", here);
      assert.deepEqual(await phone.does("call:leave", here), { success: true, ...here });
      await bob.does("call:leave", here);
      const left = await ann.next("call:participant_left");
      assert.deepEqual(timeless(left), { ...here, userId: "bob", userName: "Bob", reason: "left" });
      assert.equal(ann.saw("call:participant_left").length, 1);
    });

    test("who disconnects has left, reason disconnected", async (t) => {
      const [ann, bob] = await inACall(t);
      bob.close();
      assert.equal((await ann.next("call:participant_left")).reason, "disconnected");
    });

    test("call:decline: every socket of the caller gets call:declined, and who was in the call leaves it", async (t) => {
      const [ann, bob, org] = await inACall(t);
      const phone = await client(t, "ann", org);
      assert.deepEqual(await bob.does("call:decline", { roomId: "standup", callerId: "ann" }), { success: true, roomId: "standup" });
      for (const socket of [ann, phone]) {
        const declined = timeless(await socket.next("call:declined"));
        assert.deepEqual(declined, { roomId: "standup", declinedBy: "bob", declinedByName: "Bob" });
      }
      assert.equal((await ann.next("call:participant_left")).reason, "declined");
      assert.equal((await bob.isRefused("call:transcription", { ...here, segment: { speaker: "Bob", text: "hi", isFinal: true } })).code, "NOT_IN_ROOM");
    });

    test("call:cancel reaches the recipient and the call's room, each socket once", async (t) => {
      const [ann, bob, org] = await inACall(t);
      const cat = await client(t, "cat", org);
      await cat.does("call:cancel", { roomId: "r1", recipientId: "ann", ...here });
      const cancelled = { roomId: "r1", ...here, cancelledBy: "cat", cancelledByName: "Cat" };
      for (const socket of [ann, bob]) assert.deepEqual(timeless(await socket.next("call:cancelled")), cancelled);
      await cat.does("call:cancel", { roomId: "r2", recipientId: "ann" });
      assert.deepEqual(timeless(await ann.next("call:cancelled")), { ...cancelled, roomId: "r2", roomName: null });
      assert.equal(ann.saw("call:cancelled").length, 2);
      assert.equal(bob.saw("call:cancelled").length, 1);
      assert.equal((await cat.isRefused("call:cancel", { roomId: "r3" })).code, "VALIDATION_ERROR");
    });

    test("call:transcription: the other participants get transcription:segment", async (t) => {
      const [ann, bob] = await inACall(t);
      await ann.does("call:transcription", { ...here, segment: { speaker: "Ann", text: "good", isFinal: false } });
      await ann.does("call:transcription", { ...here, segment: { speaker: "Ann", text: "good morning", isFinal: true, confidence: 0.75 } });
      const expected = { speaker: "Ann", ...here, userId: "ann" };
      assert.deepEqual(timeless(await bob.next("transcription:segment")), { ...expected, text: "good", isFinal: false, confidence: null });
      assert.deepEqual(timeless(await bob.next("transcription:segment")), { ...expected, text: "good morning", isFinal: true, confidence: 0.75 });
      assert.deepEqual(ann.saw("transcription:segment"), []);
    });

    test("call:audio-chunk: the transcriber's words reach all participants", async (t) => {
      const [ann, bob] = await inACall(t);
      const chunk = Buffer.from(`audio of ${freshOrg()}`);
      transcriber.understands(chunk, { text: " Good morning. ", segments: [{ text: " Good morning. ", avg_logprob: Math.log(0.5), no_speech_prob: 0.01 }] });
      assert.deepEqual(await ann.does("call:audio-chunk", { ...here, chunk }), { success: true, ...here });
      const expected = { ...here, text: "Good morning.", isFinal: true, confidence: 0.5, userId: "ann" };
      for (const socket of [ann, bob]) assert.deepEqual(timeless(await socket.next("transcription:result")), expected);
      const [{ file, fields, headers, path }] = transcriber.asked(chunk);
      assert.deepEqual(file.bytes, chunk);
      assert.deepEqual(fields, { model: "whisper-1", response_format: "verbose_json" });
      assert.equal(headers.authorization, "Bearer the-key");
      assert.equal(path, "/v1/audio/transcriptions");
    });
  });
}

const annAndBob = async (t) => {
  const org = freshOrg();
  const ann = await server.client(t, { user: "ann", org });
  const bob = await server.client(t, { user: "bob", org });
  await ann.does("call:join", here);
  await bob.does("call:join", here);
  return [ann, bob];
};

test("calls of the same name in two organizations never meet", async (t) => {
  const [ann] = await annAndBob(t);
  const eve = await server.client(t, { user: "eve", org: freshOrg(), claims: { role: "admin" } });
  assert.deepEqual((await eve.does("call:join", here)).participants, [{ userId: "eve", userName: "Eve" }]);
  const chunk = Buffer.from(`audio of ${freshOrg()}`);
  transcriber.understands(chunk, { text: "secret" });
  await eve.does("call:audio-chunk", { ...here, chunk });
  await eve.does("call:transcription", { ...here, segment: { speaker: "Eve", text: "secret", isFinal: true } });
  await eve.does("call:cancel", { roomId: "standup", recipientId: "ann", ...here });
  await eve.does("call:decline", { roomId: "standup", callerId: "ann" });
  await eve.next("call:cancelled");
  assert.equal((await ann.does("call:join", here)).participants.length, 2);
  for (const event of ["call:cancelled", "call:declined", "transcription:segment", "transcription:result"]) assert.deepEqual(ann.saw(event), []);
});

test("transcription and audio need to be in the call", async (t) => {
  const ann = await server.client(t, { user: "ann", org: freshOrg() });
  const segment = { speaker: "Ann", text: "hi", isFinal: true };
  assert.equal((await ann.isRefused("call:transcription", { ...here, segment })).code, "NOT_IN_ROOM");
  assert.equal((await ann.isRefused("call:audio-chunk", { ...here, chunk: Buffer.from("a") })).code, "NOT_IN_ROOM");
});

test("a chunk has up to 64 KiB and is binary", async (t) => {
  const [ann] = await annAndBob(t);
  await ann.does("call:audio-chunk", { ...here, chunk: new Uint8Array(65_536) });
  assert.equal((await ann.isRefused("call:audio-chunk", { ...here, chunk: new Uint8Array(65_537) })).code, "PAYLOAD_TOO_LARGE");
  assert.equal((await ann.isRefused("call:audio-chunk", { ...here, chunk: "AAAA" })).code, "VALIDATION_ERROR");
});

test("chunks that come while the transcriber is busy are passed on in their order", async (t) => {
  const [ann, bob] = await annAndBob(t);
  const name = freshOrg();
  transcriber.understands(`${name} 39`, { text: "the end" });
  await Promise.all(Array.from({ length: 40 }, (_, i) => ann.does("call:audio-chunk", { ...here, chunk: Buffer.from(`${name} ${i}.`) })));
  await bob.next("transcription:result");
  const all = Buffer.concat(transcriber.asked(name).map(({ file }) => file.bytes)).toString();
  assert.equal(all, Array.from({ length: 40 }, (_, i) => `${name} ${i}.`).join(""));
});

test("a transcriber that fails closes nothing: the speaker is told to wait, and is understood again", async (t) => {
  const [ann, bob] = await annAndBob(t);
  const name = freshOrg();
  transcriber.understands(`${name} lost`, 503);
  transcriber.understands(`${name} heard`, { text: "heard" });
  await ann.does("call:audio-chunk", { ...here, chunk: Buffer.from(`${name} lost`) });
  let refused;
  for (let i = 0; !refused && i < 200; i++) {
    const answer = await ann.ask("call:audio-chunk", { ...here, chunk: Buffer.alloc(0) });
    if (!answer.success && answer.error.code === "UNAVAILABLE") refused = answer.error;
  }
  assert.ok(refused.retryAfterMs > 0 && refused.retryAfterMs <= 2_000);
  await new Promise((resolve) => setTimeout(resolve, refused.retryAfterMs)); // the server's own waiting time
  await ann.does("call:audio-chunk", { ...here, chunk: Buffer.from(`${name} heard`) });
  assert.equal((await bob.next("transcription:result")).text, "heard");
});

test("without a transcriber audio is UNAVAILABLE, and everything else of a call works", async (t) => {
  const deaf = await Server.start({ RATE_LIMIT_EVENTS: "3" });
  t.after(() => deaf.stop());
  const ann = await deaf.client(t, { user: "ann", org: freshOrg() });
  await ann.does("call:join", here);
  assert.equal((await ann.isRefused("call:audio-chunk", { ...here, chunk: Buffer.from("a") })).code, "UNAVAILABLE");

  await t.test("transcription has a limit of 20 a second and audio of 50, beside the limit that others share", async () => {
    const segment = { speaker: "Ann", text: "hi", isFinal: false };
    const codes = (answers) => answers.filter((answer) => !answer.success).map((answer) => answer.error.code);
    const segments = await Promise.all(Array.from({ length: 60 }, () => ann.ask("call:transcription", { ...here, segment })));
    const handled = segments.length - codes(segments).length;
    assert.ok(handled >= 20 && handled < 60, `${handled} of 60`);
    assert.deepEqual([...new Set(codes(segments))], ["RATE_LIMIT_EXCEEDED"]);
    const chunks = await Promise.all(Array.from({ length: 150 }, () => ann.ask("call:audio-chunk", { ...here, chunk: Buffer.from("a") })));
    const taken = codes(chunks).filter((code) => code === "UNAVAILABLE").length;
    assert.ok(taken >= 49 && taken < 150, `${taken} of 150`);
    await ann.does("call:leave", here);
    await ann.does("call:leave", here);
    assert.equal((await ann.ask("call:leave", here)).error.code, "RATE_LIMIT_EXCEEDED");
  });
});
