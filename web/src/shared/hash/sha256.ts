const primes = firstPrimes(64);
/** As FIPS 180-4 defines them: the first 32 bits behind the point of the primes' square and cube roots. */
const initial = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

const blockSize = 64;
const sliceSize = 1024 * 1024;

/** SHA-256 of bytes that come piece by piece; WebCrypto takes nothing but the whole. */
export class Sha256 {
  private readonly state = initial.slice();
  private readonly words = new Int32Array(64);
  /** The begin of a block whose rest has not come yet. */
  private readonly block = new Uint8Array(blockSize);
  private filled = 0;
  private length = 0;

  update(bytes: Uint8Array): void {
    this.length += bytes.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(bytes.length, blockSize - this.filled);
      this.block.set(bytes.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < blockSize) return;
      this.compress(new DataView(this.block.buffer), 0);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; at + blockSize <= bytes.length; at += blockSize) this.compress(view, at);
    this.block.set(bytes.subarray(at));
    this.filled = bytes.length - at;
  }

  /** Ends it: nothing can be added afterwards. */
  hex(): string {
    const { length } = this;
    const padding = new Uint8Array(blockSize - ((length + 8) % blockSize) + 8);
    padding[0] = 0x80;
    const bits = new DataView(padding.buffer, padding.length - 8);
    bits.setUint32(0, Math.floor(length / 2 ** 29));
    bits.setUint32(4, (length % 2 ** 29) * 8);
    this.update(padding);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private compress(view: DataView, at: number): void {
    const { state, words } = this;
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const early = words[i - 15]!;
      const late = words[i - 2]!;
      const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[i] = words[i - 16]! + small0 + words[i - 7]! + small1;
    }
    let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!;
    let e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const first = (h + big1 + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0;
      const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    // Not by destructuring and a loop over an array: this runs for every 64 bytes of a file.
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  }
}

/** Of a whole file in constant memory. */
export async function digest(blob: Blob, progress: (read: number) => void): Promise<string> {
  const hash = new Sha256();
  for (let from = 0; from < blob.size; from += sliceSize) {
    const slice = blob.slice(from, from + sliceSize);
    hash.update(new Uint8Array(await slice.arrayBuffer()));
    progress(from + slice.size);
  }
  return hash.hex();
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
