// The engine as the page sees it: promises of a worker that is started again when it breaks.

/** The bytes of the engine, as they stand packed in the page. */
async function unpacked() {
  const text = document.getElementById("engine").textContent.trim();
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export class Engine {
  #worker = null;
  #wasm = null;
  #waiting = new Map();
  #last = 0;

  /** Starts a worker; whatever an earlier one held is gone. */
  async start() {
    this.stop();
    this.#wasm ??= await unpacked();
    const source = new Blob([document.getElementById("worker").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    this.#worker = new Worker(address);
    this.#worker.addEventListener("message", ({ data }) => {
      const waits = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.broken) waits?.reject(new Broken(data.broken));
      else waits?.resolve([data.said, data.bytes]);
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.stop(event.message);
    });
    this.#worker.postMessage(this.#wasm);
    URL.revokeObjectURL(address);
  }

  /** Ends the worker, with all that it was doing. */
  stop(why = "stopped") {
    this.#worker?.terminate();
    this.#worker = null;
    for (const waits of this.#waiting.values()) waits.reject(new Broken(why));
    this.#waiting.clear();
  }

  /** One call: `[head, bytes]`; a file is read by the worker itself. */
  call(head, file) {
    if (!this.#worker) return Promise.reject(new Broken("stopped"));
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, head, file });
    });
  }
}

/** The engine came to its end: memory that it does not have, or somebody who would not wait. */
export class Broken extends Error {}
