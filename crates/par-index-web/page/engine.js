// The engine as the page uses it: calls return promises, and a worker that broke can be started
// again.

/** The packed engine that the page contains, and its unpacked size; the worker unpacks it. */
function held() {
  const { textContent, dataset } = document.getElementById("engine");
  const packed = Uint8Array.from(atob(textContent.trim()), (letter) => letter.charCodeAt(0));
  return { packed, size: Number(dataset.size) };
}

export class Engine {
  #worker = null;
  #held = null;
  #waiting = new Map();
  #last = 0;

  /** Starts a new worker and ends the earlier one, whose state is lost. */
  start() {
    this.stop();
    this.#held ??= held();
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
    this.#worker.postMessage(this.#held);
  }

  /** Ends the worker; every call that is still waiting fails with `Broken`. */
  stop(why = "stopped") {
    this.#worker?.terminate();
    this.#worker = null;
    for (const waits of this.#waiting.values()) waits.reject(new Broken(why));
    this.#waiting.clear();
  }

  /** Sends one call to the engine; the promise gives `[head, bytes]`. A file is read inside the worker. */
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

/** The error of a call that got no answer: the engine ran out of memory or failed, or the user stopped it. */
export class Broken extends Error {}
