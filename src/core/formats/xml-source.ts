/** The bytes of an XML file as text, in the encoding that it declares. UTF-16 has become UTF-8 before. */
import { ReadError } from './read-error.ts';
import type { XmlReader } from './xml.ts';

const DECLARATION_BYTES = 1024;

/** `note` hears when bytes are not what the encoding says. */
export function xmlSource(
  reader: XmlReader,
  note: (text: string) => void,
): { push(chunk: Uint8Array): void; end(): boolean } {
  let head = new Uint8Array(0);
  let decoder: TextDecoder | undefined;
  const pass = (text: string, chunk: Uint8Array) => {
    if (text.includes('\ufffd') && !holdsReplacement(chunk))
      note('Some bytes of this file are no text in its encoding; `\ufffd` stands in their place.');
    if (text !== '') reader.push(text);
  };
  const begin = (): TextDecoder => {
    decoder = decoderOf(new TextDecoder('latin1').decode(head.subarray(0, DECLARATION_BYTES)));
    pass(decoder.decode(head, { stream: true }), head);
    return decoder;
  };
  return {
    push(chunk) {
      if (decoder) return pass(decoder.decode(chunk, { stream: true }), chunk);
      const joined = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
      if (head.includes(62) || head.length > DECLARATION_BYTES) begin();
    },
    end() {
      const rest = (decoder ?? begin()).decode();
      pass(rest, new Uint8Array(0));
      return reader.end();
    },
  };
}

function decoderOf(head: string): TextDecoder {
  const label = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(/^(?:utf-?16|ucs|iso-10646)/i.test(label) ? 'utf-8' : label);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ReadError(
      `The XML is in \`${label}\`, which cannot be read here. Write it in UTF-8: iconv -f ${label} -t UTF-8 FILE`,
    );
  }
}

/** Whether the bytes hold U+FFFD as such. */
function holdsReplacement(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0xef); i >= 0; i = bytes.indexOf(0xef, i + 1))
    if (bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) return true;
  return false;
}
