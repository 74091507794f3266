/** A question with its flags; files are named as they were put. `docs/formats.md` has every call. */
export interface Request {
  call: string;
  /** The id of an embedded framework, or a file; several each for its years. */
  framework?: string | string[];
  inputs?: string[];
  /** The register of units. */
  units?: string;
  previous?: string[];
  lang?: "vi" | "en";
  [flag: string]: unknown;
}

export type Format = "json" | "csv" | "html" | "docx" | "xlsx" | "md" | "table";

/** The result object: what every answer holds. */
export interface Result {
  schema_version: number;
  /** The question, or `error`. */
  kind: string;
  rows?: Record<string, unknown>[];
  summary?: Record<string, unknown> | null;
  findings: Finding[];
  /** 32 hex digits over framework, inputs, policies and question. */
  seal?: string;
  /** Of an error. */
  message?: string;
  [key: string]: unknown;
}

export interface Finding {
  severity: "error" | "warning" | "note";
  code: string;
  message: string;
  unit: string | null;
  node: string | null;
  file: string | null;
  sheet: string | null;
  cell: string | null;
  line: number | null;
  found: string | null;
  expected: string | null;
  suggestion: string | null;
  [key: string]: unknown;
}

/** An answer in the format asked for. */
export interface Answer {
  /** The exit code of the command: 0 done, 1 the data have errors, 2 a wrong call, 4 unreachable. */
  code: number;
  seal: string;
  /** How many parts of the files were not read. */
  not_read: number;
  errors: number;
  findings: number;
  media: string;
  end: string;
  bytes: Uint8Array;
}

/** What a file shows of itself. */
export interface Look {
  is: "input" | "units" | "ruler" | "decision" | "letter" | "progress" | "printed" | "result" | "manifest";
  [key: string]: unknown;
}

export interface Office {
  /** Adds a file, or another text of one that is there. A folder's `par-index.toml` counts as for the command. */
  put(name: string, content: string | Uint8Array): void;
  remove(name: string): boolean;
  /** What a file holds, read under these rulers. */
  look(name: string, rulers?: string[]): Look;
  /** The embedded frameworks, letters and samples. */
  known(): { version: string; rulers: Record<string, unknown>[]; letters: string[]; samples: string[] };
  /** The bytes of a file, or of an embedded sample. */
  file(name: string): Uint8Array;
  /** An answer in the format that the request asks for. */
  answer(request: Request & { format?: Format }): Answer;
  /** The result object; a wrong call is one of kind `error`. */
  ask(request: Request): Result;
  /** `form`, `framework-import`, `framework-export`: files made of files, in base 64. */
  make(request: Record<string, unknown>): Record<string, unknown>;
}

export class OfficeError extends Error {
  /** The sentence in Vietnamese; `message` is English. */
  vi: string;
}

/** An office's files in memory; `wasm` is a compiled module or its bytes, by default the file beside. */
export function open(wasm?: WebAssembly.Module | BufferSource): Promise<Office>;
