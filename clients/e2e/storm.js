// How a storm of reconnects is felt by those who are connected: node storm.js [clients]
//
// The first storm meets a server that has just started; the second one a server as it is when a network was away. In the
// third the same crowd goes to another server on the same machine: what those inside feel then is the machine, not us.

import { Server } from "./lib/server.js";
import { percentile, storm } from "./lib/storm.js";

const clients = Number(process.argv[2] ?? 5_000);
const config = { MAX_CONNECTIONS_PER_USER: "0" };
const server = await Server.start(config);
const other = await Server.start(config);
try {
  await once("a server that has just started", server.url);
  await once("a server that has served clients", server.url);
  await once("the crowd goes to another server (its first)", other.url);
  await once("the crowd goes to another server", other.url);
} finally {
  await server.stop();
  await other.stop();
}

async function once(name, crowdUrl) {
  const { facts, lasted, phases, lost } = await storm(server.url, { clients, talkers: 20, crowdUrl });
  console.log(`\n${name}`);
  for (const [phase, latencies] of Object.entries(phases)) {
    const [p50, p99, most] = [0.5, 0.99, 1].map((part) => `${percentile(latencies, part).toFixed(1)} ms`);
    console.log(`${phase.padEnd(7)} ${latencies.length} acknowledged, p50 ${p50}, p99 ${p99}, at most ${most}`);
  }
  console.log(`${clients} clients were back after ${(lasted / 1_000).toFixed(1)} s:`, facts);
  console.log(lost.length === 0 ? "Those inside lost nothing." : lost);
}
