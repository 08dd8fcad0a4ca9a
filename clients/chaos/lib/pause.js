export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it is so; false if that takes longer than `patience`. */
export async function until(isSo, patience = Infinity) {
  const end = performance.now() + patience;
  while (!isSo()) {
    if (performance.now() > end) return false;
    await pause(10);
  }
  return true;
}
