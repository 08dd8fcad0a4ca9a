// Clients for the fault harness: takes commands as lines of JSON on stdin, writes a history on stdout (lib/history.js).
//
//   { do: "start", url, secret, seed, segment, startedAt, think: [least, most] }   connects everybody and lets them talk
//   { do: "settle", patience }   quiet; waits until everything is known and everybody has heard the last word
//   { do: "stop" }               the end; so is the end of stdin

import { createInterface } from "node:readline";
import { Client, counts } from "./lib/client.js";
import { countFrom, flush, tell } from "./lib/history.js";
import { until } from "./lib/pause.js";
import { Random } from "./lib/random.js";
import { Talker } from "./lib/talker.js";
import { population } from "./lib/world.js";

const STATUS_MS = 100;

let clients = [];
let talkers = new Map(); // client -> talker
let talking = [];

async function start({ url, secret, seed, segment, startedAt, think }) {
  countFrom(startedAt);
  clients = population(segment).map(({ who, rooms }) => new Client(url, secret, who, rooms));
  for (const client of clients.filter(({ who }) => who.role === "talker")) {
    talkers.set(client, new Talker(client, new Random(seed, segment, client.who.client), think));
  }
  setInterval(status, STATUS_MS).unref();
  for (const client of clients) client.connect();
  await until(() => clients.every((client) => client.settled));
  // Whoever has heard something can say later what came after it.
  await everybodyHears("the first word", Infinity);
  talking = [...talkers.values()].map((talker) => talker.talk());
  tell("talking");
}

async function settle({ patience }) {
  for (const talker of talkers.values()) talker.beQuiet();
  const known = Promise.all(talking).then(() => true);
  const given = performance.now() + patience;
  const quiet = await Promise.race([known, until(() => false, patience)]);
  const behind = quiet ? await everybodyHears("the last word", given - performance.now()) : ["somebody who still talks"];
  tell("settled", { behind });
}

/** Says something in each room; the names of those who have not heard it in time. */
async function everybodyHears(word, patience) {
  const said = Promise.all([...rooms()].map(([name, client]) => talkers.get(client).send(roomOf(client, name), `${client.who.client} ${word}`)));
  await Promise.race([said, until(() => false, patience)]);
  const isThere = (client) => client.settled && client.stays.every((stay) => stay.seq >= newest(stay.room.name));
  await until(() => clients.every(isThere), patience);
  return clients.filter((client) => !isThere(client)).map((client) => client.who.client);
}

/** Each room, and a talker who is in it. */
function rooms() {
  return new Map([...talkers.keys()].flatMap((client) => client.stays.map((stay) => [stay.room.name, client])));
}

function roomOf(client, name) {
  return client.stays.find(({ room }) => room.name === name).room;
}

/** The newest message that anybody has heard in that room; at least one has to be heard. */
function newest(name) {
  return Math.max(1, ...clients.flatMap((client) => client.stays.filter(({ room }) => room.name === name).map(({ seq }) => seq)));
}

function status() {
  const settled = clients.filter((client) => client.settled).length;
  tell("status", { ...counts, clients: clients.length, settled });
}

async function stop() {
  for (const client of clients) client.close();
  flush();
  process.exit(0);
}

const COMMANDS = { start, settle, stop };
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const command = JSON.parse(line);
    COMMANDS[command.do](command);
  })
  .on("close", stop);
