// How a storm of reconnects is felt by those who are connected: node storm.js [clients]

import { Server } from "./lib/server.js";
import { percentile, storm } from "./lib/storm.js";

const clients = Number(process.argv[2] ?? 5_000);
const server = await Server.start({ MAX_CONNECTIONS_PER_USER: "0" });
try {
  const { facts, lasted, phases, lost } = await storm(server.url, { clients, talkers: 20 });
  for (const [phase, latencies] of Object.entries(phases)) {
    const [p50, p99, most] = [0.5, 0.99, 1].map((part) => `${percentile(latencies, part).toFixed(1)} ms`);
    console.log(`${phase.padEnd(7)} ${latencies.length} acknowledged, p50 ${p50}, p99 ${p99}, at most ${most}`);
  }
  console.log(`${clients} clients were back after ${(lasted / 1_000).toFixed(1)} s:`, facts);
  console.log(lost.length === 0 ? "Those inside lost nothing." : lost);
} finally {
  await server.stop();
}
