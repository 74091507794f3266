// The one way into the WebAssembly: a head (an object) and bytes each way. Page, worker and npm package share it.

/** What the engine may ask of its surroundings: a clock, for the day a workbook was made, which is then not used. */
function nothing(module) {
  const all = {};
  for (const { module: group, name } of WebAssembly.Module.imports(module)) {
    all[group] ??= {};
    all[group][name] = () => 0;
  }
  return all;
}

/** Starts an engine from a compiled module or from the bytes of one. */
export async function start(wasm) {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  const { exports } = await WebAssembly.instantiate(module, nothing(module));
  const { memory, take, call, give } = exports;
  const none = new Uint8Array(0);

  /** One call: `[head, bytes]` of its answer. A trap of the engine ends it; start another. */
  return (head, bytes = none) => {
    const text = new TextEncoder().encode(JSON.stringify(head));
    const length = 4 + text.length + bytes.length;
    const message = take(length) >>> 0;
    // Memory may move whenever the engine runs, so a view of it lives for one step only.
    const room = new Uint8Array(memory.buffer, message, length);
    new DataView(memory.buffer).setUint32(message, text.length, true);
    room.set(text, 4);
    room.set(bytes, 4 + text.length);
    const answer = call(message, length) >>> 0;
    const view = new DataView(memory.buffer);
    const whole = view.getUint32(answer, true);
    const split = answer + 8 + view.getUint32(answer + 4, true);
    const said = new TextDecoder().decode(new Uint8Array(memory.buffer, answer + 8, split - answer - 8));
    const beside = new Uint8Array(memory.buffer, split, answer + whole - split).slice();
    give(answer, whole);
    return [JSON.parse(said), beside];
  };
}
