// The worker: it holds the engine, so that the page never freezes. One message in, one out, in order.
import { start } from "../npm/engine.js";

const engine = new Promise((ready) => {
  addEventListener("message", ({ data }) => ready(start(data)), { once: true });
});
let before = engine;

addEventListener("message", ({ data: { id, head, file } }) => {
  if (id === undefined) return;
  before = before.then(async () => {
    const call = await engine;
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : undefined;
    const [said, beside] = call(head, bytes);
    postMessage({ id, said, bytes: beside }, [beside.buffer]);
  }).catch((error) => postMessage({ id, broken: String(error) }));
});
