// What the clients did and heard, as lines on stdout. Lines that begin with # are for the harness, not for the history.

let epoch = 0;
let waiting = "";

/** Times are counted from here: the harness's clock, which is this machine's. */
export function countFrom(startedAt) {
  epoch = startedAt;
}

export function record(type, fields) {
  const t = Math.round((performance.timeOrigin + performance.now() - epoch) * 1000) / 1000;
  add(JSON.stringify({ t, type, ...fields }));
}

export function tell(what, fields = {}) {
  add(`#${what} ${JSON.stringify(fields)}`);
}

/** Writes what waits. To a pipe that is done when it returns. */
export function flush() {
  const lines = waiting;
  waiting = "";
  if (lines) process.stdout.write(lines);
}

function add(line) {
  if (!waiting) setImmediate(flush);
  waiting += `${line}\n`;
}
