// PAR Index for front ends and for Node: an office's files in memory, and every question of the command.
import { start } from "./engine.js";

/** The WebAssembly beside this file. */
async function beside() {
  const address = new URL("par_index.wasm", import.meta.url);
  if (address.protocol !== "file:") return new Uint8Array(await (await fetch(address)).arrayBuffer());
  const { readFile } = await import("node:fs/promises");
  return readFile(address);
}

/** What a call went wrong with, in both languages. */
export class OfficeError extends Error {
  constructor({ vi, en }) {
    super(en);
    this.vi = vi;
  }
}

/** An office's files in memory. `wasm` is a compiled module or bytes; without it the file beside this one. */
export async function open(wasm) {
  const call = await start(wasm ?? (await beside()));
  const done = (head, bytes) => {
    const [said, made] = call(head, bytes);
    if (said.error) throw new OfficeError(said.error);
    return [said, made];
  };
  const text = (bytes) => new TextDecoder().decode(bytes);
  return {
    put(name, content) {
      done({ do: "put", name }, typeof content === "string" ? new TextEncoder().encode(content) : content);
    },
    remove: (name) => done({ do: "remove", name })[0].removed,
    look: (name, rulers = []) => done({ do: "look", name, rulers })[0],
    known: () => done({ do: "known" })[0],
    file: (name) => done({ do: "file", name })[1],
    answer(request) {
      const [said, bytes] = done({ do: "ask", request });
      return { ...said, bytes };
    },
    ask(request) {
      return JSON.parse(text(done({ do: "ask", request: { ...request, format: "json" } })[1]));
    },
    make(request) {
      return JSON.parse(text(done({ do: "make", request })[1]));
    },
  };
}
