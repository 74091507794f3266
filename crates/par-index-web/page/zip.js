// A draft is a ZIP archive without compression: it holds the files of the page, and any program can
// unpack it.

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function sum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

// Every entry is dated 1 January 1980, so that the same files always give the same bytes.
const DAY = 33;

/** Packs files, given as pairs `[name, bytes]`, into a ZIP archive. */
export function pack(files) {
  const parts = [];
  const list = [];
  let place = 0;
  for (const [name, bytes] of files) {
    const text = new TextEncoder().encode(name);
    const head = (signature, more) => {
      const view = new DataView(new ArrayBuffer(more + 26));
      view.setUint32(0, signature, true);
      const at = more === 20 ? 6 : 4;
      // This flag says that names are in UTF-8.
      view.setUint16(at + 2, 0x800, true);
      view.setUint16(at + 8, DAY, true);
      view.setUint32(at + 10, sum(bytes), true);
      view.setUint32(at + 14, bytes.length, true);
      view.setUint32(at + 18, bytes.length, true);
      view.setUint16(at + 22, text.length, true);
      view.setUint16(at, 20, true);
      if (more === 20) view.setUint32(42, place, true);
      return new Uint8Array(view.buffer);
    };
    const local = head(0x04034b50, 4);
    parts.push(local, text, bytes);
    list.push(head(0x02014b50, 20), text);
    place += local.length + text.length + bytes.length;
  }
  const size = list.reduce((all, part) => all + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, place, true);
  return new Blob([...parts, ...list, end.buffer], { type: "application/zip" });
}

/** The files of an archive that `pack` made, in their order; `null` for an archive of another kind. */
export async function unpack(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const files = [];
  let at = 0;
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const [method, size, long, more] = [view.getUint16(at + 8, true), view.getUint32(at + 18, true), view.getUint16(at + 26, true), view.getUint16(at + 28, true)];
    const begin = at + 30 + long + more;
    if (method !== 0 || view.getUint16(at + 6, true) & 8 || begin + size > bytes.length) return null;
    files.push([new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + long)), bytes.slice(begin, begin + size)]);
    at = begin + size;
  }
  return files.length ? files : null;
}
