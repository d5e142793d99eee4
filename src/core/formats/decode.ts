/** From the bytes of a file to UTF-8 without a byte order mark: UTF-16, by its mark or by its zero bytes, is converted as it streams. */

export interface Decoder {
  push(chunk: Uint8Array): void;
  end(): void;
}

export function textDecoder(next: (bytes: Uint8Array) => void): Decoder {
  const encoder = new TextEncoder();
  let head = new Uint8Array(0);
  let utf16: TextDecoder | undefined;
  let begun = false;

  const begin = () => {
    begun = true;
    const [a = -1, b = -1, c = -1] = head;
    const little = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0);
    const big = (a === 0xfe && b === 0xff) || (a === 0 && b > 0);
    if (little || big) utf16 = new TextDecoder(little ? 'utf-16le' : 'utf-16be');
    pass(a === 0xef && b === 0xbb && c === 0xbf ? head.subarray(3) : head);
  };
  const pass = (chunk: Uint8Array) => {
    const bytes = utf16 ? encoder.encode(utf16.decode(chunk, { stream: true })) : chunk;
    if (bytes.length > 0) next(bytes);
  };

  return {
    push(chunk) {
      if (begun) return pass(chunk);
      const joined = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
      if (head.length >= 3) begin();
    },
    end() {
      if (!begun && head.length > 0) begin();
      const rest = utf16?.decode() ?? '';
      if (rest !== '') next(encoder.encode(rest));
    },
  };
}
