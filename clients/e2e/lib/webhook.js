// What a receiver of webhooks does with a request before it believes a word of it: see docs/webhooks.md.

import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_S = 300;

/**
 * The event in a request, or null if it is not from the server that has this secret, or too old to be new.
 *
 * @param signature the header X-Rotunda-Signature
 * @param body the bytes as they came, not what a parser made of them
 */
export function verified(signature, body, secret, nowSeconds = Date.now() / 1000) {
  const { t, v1 } = Object.fromEntries(String(signature).split(",").map((part) => part.split("=")));
  if (!/^\d+$/.test(t) || !/^[0-9a-f]{64}$/.test(v1) || Math.abs(nowSeconds - t) > TOLERANCE_S) return null;
  const expected = createHmac("sha256", secret).update(`${t}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(v1, "hex")) ? JSON.parse(body) : null;
}
