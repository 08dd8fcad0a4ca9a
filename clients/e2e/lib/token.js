// Tokens signed here, with a secret that only the tests and the server they start know.

import { createHmac, randomUUID } from "node:crypto";

export const SECRET = "a secret of the end-to-end tests, long enough for HS256";

export const now = () => Math.floor(Date.now() / 1000);

/** A token for `user` of `org`; `claims` are added or, where undefined, left out. */
export function token({ user = "ann", org, ...claims } = {}, { secret = SECRET, alg = "HS256" } = {}) {
  const payload = { sub: user, name: nameOf(user), organizationId: org, exp: now() + 3600, ...claims };
  const signed = `${encode({ alg, typ: "JWT" })}.${encode(payload)}`;
  return `${signed}.${alg === "none" ? "" : createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

export const nameOf = (user) => user.charAt(0).toUpperCase() + user.slice(1);

/** An organization of its own for each test, so that tests of one server do not meet. */
export const freshOrg = () => `org-${randomUUID().slice(0, 8)}`;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
