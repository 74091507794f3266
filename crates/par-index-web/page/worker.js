// The worker runs the engine, so that the page never freezes. It answers each message with one
// message, in order.
import { start } from "../npm/engine.js";
import { unlzma } from "./lzma.js";

const engine = new Promise((ready) => {
  addEventListener("message", ({ data }) => ready(start(unlzma(data.packed, data.size))), { once: true });
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
