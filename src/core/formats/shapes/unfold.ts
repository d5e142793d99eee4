/** Rows that are made of other rows: a document that holds many, neighbours that are one. */
import { decodeUtf8 } from '../../record/json.ts';
import { JsonError, type JsonNode, parseTree } from '../../record/json-tree.ts';
import { closedHead } from '../detect-json.ts';
import type { Framer, FrameSink } from '../frame.ts';

/** Where made rows go: JSON text of an object, or why there is none. */
export interface Unfolding {
  readonly emit: (json: string) => void;
  readonly reject: (reason: string) => void;
  /** Something about the file that is no fault of a row. */
  readonly note: (text: string) => void;
}
export interface Unfolder {
  /** A value of the source. What it throws is a ReadError: the file as a whole is not what it is read as. */
  value(node: JsonNode, out: Unfolding): void;
  /** What is whole of a value that the file's end cut off, which was rejected. */
  part?(node: JsonNode, out: Unfolding): void;
  /** A row that is none comes next: what is held of those before it is due. */
  flush?(out: Unfolding): void;
  /** The source has ended, or the head that was given of it. */
  end?(out: Unfolding): void;
}

const utf8 = new TextEncoder();

/**
 * A framer whose rows are what `unfold` makes of each value that `inner` cuts out. Its lines count the made rows, so that each record keeps
 * a line of its own.
 */
export function unfoldFramer(sink: FrameSink, inner: (sink: FrameSink) => Framer, unfold: Unfolder): Framer {
  let lines = 0;
  const out: Unfolding = {
    emit(json) {
      const bytes = utf8.encode(json);
      sink.row(bytes, 0, bytes.length, ++lines);
    },
    reject(reason) {
      sink.reject(++lines, reason);
    },
    note: (text) => sink.note?.(text),
  };
  const framer = inner({
    row(bytes, start, end) {
      let node: JsonNode;
      try {
        node = parseTree(decodeUtf8(bytes.subarray(start, end)));
      } catch (error) {
        if (!(error instanceof JsonError)) throw error;
        unfold.flush?.(out);
        out.reject(`this is no JSON: ${error.message}`);
        return;
      }
      unfold.value(node, out);
    },
    part(bytes, start, end) {
      const text = closedHead(new TextDecoder().decode(bytes.subarray(start, end)));
      if (unfold.part && text !== undefined) unfold.part(parseTree(text), out);
    },
    note: (text) => sink.note?.(text),
    reject(_, reason) {
      unfold.flush?.(out);
      out.reject(reason);
    },
  });
  return {
    get lines() {
      return lines;
    },
    push: (chunk) => framer.push(chunk),
    cut() {
      framer.cut?.();
      unfold.end?.(out);
    },
    ...(framer.next && { next: framer.next }),
    end() {
      framer.end();
      unfold.end?.(out);
    },
  };
}
