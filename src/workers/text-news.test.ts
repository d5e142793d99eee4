import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textReceiver, textSender } from './text-news.ts';

const long = Array.from({ length: 2000 }, (_, i) => `line ${i}`).join('\n');

describe('texts sent as what has changed', () => {
  it('arrive as they were, whatever was edited', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const edit = fc.record({
      path: fc.constantFrom('a', 'b'),
      at: part,
      cut: fc.constantFrom(0, 1, 7, 9000),
      put: fc.constantFrom('', 'x', '\n', 'lines\nof it', long),
      listed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const [send, receive] = [textSender(), textReceiver()];
        const texts: Record<string, string> = { a: long, b: `${long}\nother` };
        for (const { path, at, cut, put, listed } of edits) {
          const before = texts[path] ?? '';
          const from = Math.floor(at * before.length);
          texts[path] = before.slice(0, from) + put + before.slice(from + cut);
          const one = { path, text: texts[path] ?? '', line: 3 };
          const all = Object.entries(texts).map(([name, text]) => ({ path: name, text }));
          const argument = listed ? { files: all, known: 1, none: undefined, behavior: [] } : one;
          expect(receive(structuredClone(send(argument)))).toEqual(argument);
        }
      }),
    );
  });

  it('cost the change, not the text', () => {
    const send = textSender();
    send({ files: [{ path: 'a', text: long }] });
    expect(send({ files: [{ path: 'a', text: long.replace('line 7\n', 'line 7x\n') }] })).toEqual({
      files: [{ path: 'a', length: long.length, from: expect.any(Number), drop: 0, put: 'x' }],
    });
    expect(JSON.stringify(send({ path: 'a', text: long, line: 1 })).length).toBeLessThan(100);
  });

  it('are not made up where the older text is another', () => {
    const [send, receive] = [textSender(), textReceiver()];
    send({ path: 'a', text: long });
    expect(() => receive(send({ path: 'a', text: `${long}!` }))).toThrow('not known here');
  });

  it('leaves alone what is no text', () => {
    const [send, receive] = [textSender(), textReceiver()];
    for (const argument of [undefined, 7, 'x', { from: 1, drop: 2 }, { names: ['a'], files: [] }])
      expect(receive(send(argument))).toEqual(argument);
  });
});
