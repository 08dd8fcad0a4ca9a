import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "yaml";
import { Server } from "../lib/server.js";

const documented = fileURLToPath(new URL("../../../docs/openapi.yaml", import.meta.url));
const redocly = fileURLToPath(new URL("../node_modules/.bin/redocly", import.meta.url));

let server, answer, text;
before(async () => {
  server = await Server.start({ API_KEYS: "one,two" });
  answer = await fetch(`${server.url}/openapi.yaml`);
  text = await answer.text();
});
after(() => server?.stop());

test("the running server describes its API to whoever asks, as the repository does", async () => {
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/yaml");
  assert.equal(text, await readFile(documented, "utf8"));
});

test("the OpenAPI tool accepts it without an error or a warning", async () => {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { stdout } = await promisify(execFile)(redocly, ["lint", documented, "--format=json"], { env });
  const { totals, problems } = JSON.parse(stdout);
  assert.deepEqual(problems, []);
  assert.equal(totals.warnings, 0);
});

test("every path of it is one that the server knows, and asks for a key", async () => {
  for (const [path, methods] of Object.entries(parse(text).paths))
    for (const method of Object.keys(methods)) {
      const url = `${server.url}/api/v1${path.replaceAll(/\{\w+\}/g, "x")}`;
      const { status } = await fetch(url, { method: method.toUpperCase() });
      assert.equal(status, 401, `${method} ${path}`);
    }
});
