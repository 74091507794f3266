// Unpacks the format `.lzma` (LZMA): the packed engine is a third smaller than in the formats that
// browsers unpack themselves.

/** Unpacks an archive; `size` is the number of bytes that it holds. */
export function unlzma(packed, size) {
  const out = new Uint8Array(size);
  const properties = packed[0];
  const [lc, lp, pb] = [properties % 9, Math.floor(properties / 9) % 5, Math.floor(properties / 45)];
  // The probability of each predicted bit, out of 2048, starting at one half. The data begin after
  // a header of thirteen bytes and one zero byte.
  const chances = (count) => new Uint16Array(count).fill(1024);
  let at = 14;
  let range = 0xffffffff;
  let code = 0;
  for (let n = 0; n < 4; n += 1) { code = ((code << 8) | packed[at]) >>> 0; at += 1; }

  const widen = () => {
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | packed[at]) >>> 0;
      at += 1;
    }
  };
  const bit = (all, n) => {
    const chance = all[n];
    const bound = (range >>> 11) * chance;
    let is = 0;
    if (code < bound) {
      range = bound;
      all[n] = chance + ((2048 - chance) >> 5);
    } else {
      range -= bound;
      code -= bound;
      all[n] = chance - (chance >> 5);
      is = 1;
    }
    widen();
    return is;
  };
  const tree = (all, from, bits) => {
    let node = 1;
    for (let n = 0; n < bits; n += 1) node = (node << 1) | bit(all, from + node);
    return node - (1 << bits);
  };
  const reversed = (all, from, bits) => {
    let node = 1;
    let value = 0;
    for (let n = 0; n < bits; n += 1) {
      const is = bit(all, from + node);
      node = (node << 1) | is;
      value |= is << n;
    }
    return value;
  };
  const direct = (bits) => {
    let value = 0;
    for (let n = 0; n < bits; n += 1) {
      range >>>= 1;
      const is = code >= range ? 1 : 0;
      if (is) code -= range;
      value = (value << 1) | is;
      widen();
    }
    return value >>> 0;
  };

  const lengths = () => ({ choice: chances(2), low: chances(16 << 3), mid: chances(16 << 3), high: chances(256) });
  const length = (of, place) => {
    if (!bit(of.choice, 0)) return 2 + tree(of.low, place << 3, 3);
    if (!bit(of.choice, 1)) return 10 + tree(of.mid, place << 3, 3);
    return 18 + tree(of.high, 0, 8);
  };
  const literals = chances(0x300 << (lc + lp));
  const [isMatch, isLong] = [chances(12 << 4), chances(12 << 4)];
  const [isRep, isRep0, isRep1, isRep2] = [chances(12), chances(12), chances(12), chances(12)];
  const [slots, spread, aligned] = [chances(4 << 6), chances(128), chances(16)];
  const [matched, repeated] = [lengths(), lengths()];
  const back = [0, 0, 0, 0];
  let state = 0;
  let done = 0;

  const literal = () => {
    const before = done > 0 ? out[done - 1] : 0;
    const from = 0x300 * (((done & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    let node = 1;
    if (state >= 7) {
      let like = out[done - back[0] - 1];
      do {
        const expected = (like >> 7) & 1;
        like <<= 1;
        const is = bit(literals, from + ((1 + expected) << 8) + node);
        node = (node << 1) | is;
        if (is !== expected) break;
      } while (node < 0x100);
    }
    while (node < 0x100) node = (node << 1) | bit(literals, from + node);
    out[done] = node & 255;
    done += 1;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };
  const distance = (long) => {
    const slot = tree(slots, Math.min(long - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + reversed(spread, base - slot, bits);
    return (base >>> 0) + (direct(bits - 4) << 4) + reversed(aligned, 0, 4);
  };

  while (done < size) {
    const place = done & ((1 << pb) - 1);
    if (!bit(isMatch, (state << 4) + place)) {
      literal();
      continue;
    }
    let long = 0;
    if (!bit(isRep, state)) {
      back.splice(0, 4, 0, back[0], back[1], back[2]);
      long = length(matched, place);
      state = state < 7 ? 7 : 10;
      back[0] = distance(long);
    } else {
      if (!bit(isRep0, state)) {
        if (!bit(isLong, (state << 4) + place)) long = 1;
      } else {
        const n = !bit(isRep1, state) ? 1 : !bit(isRep2, state) ? 2 : 3;
        back.unshift(...back.splice(n, 1));
      }
      if (long) state = state < 7 ? 9 : 11;
      else {
        long = length(repeated, place);
        state = state < 7 ? 8 : 11;
      }
    }
    const end = Math.min(done + long, size);
    for (let from = done - back[0] - 1; done < end; from += 1, done += 1) out[done] = out[from];
  }
  return out;
}
