import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from './read-error.ts';
import { xmlReader } from './xml.ts';

/** What is heard, as text. */
function heard(pieces: readonly string[]): string[] {
  const said: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') said.push(JSON.stringify(text));
    text = '';
  };
  const say = (word: string) => {
    flush();
    said.push(word);
  };
  const reader = xmlReader({
    open: (name, attributes) => say([`<${name}`, ...[...attributes].map(([k, v]) => `${k}=${v}`)].join(' ')),
    close: (name) => say(`/${name}`),
    text: (piece) => {
      text += piece;
    },
    fault: (reason) => say(`! ${reason}`),
  });
  for (const piece of pieces) reader.push(piece);
  const whole = reader.end();
  flush();
  return whole ? said : [...said, 'cut'];
}
const read = (text: string) => heard([text]);

describe('XML', () => {
  it.each([
    ['<a b="1" c = \'2\'><d/>x</a>', ['<a b=1 c=2', '<d', '/d', '"x"', '/a']],
    ['<?xml version="1.0"?><!-- <b> --><a><!--x--></a>', ['<a', '/a']],
    ['<x:a xmlns:x="u" xmlns="v" x:b="1"><x:c/></x:a>', ['<a b=1', '<c', '/c', '/a']],
    ['<a>&lt;&#65;&#x1F600;&amp;amp;&quot;&apos;</a>', ['<a', '"<A😀&amp;\\"\'"', '/a']],
    ['<a>&unknown; &#0; &#xD800; &#99999999; R&D</a>', ['<a', '"&unknown; &#0; &#xD800; &#99999999; R&D"', '/a']],
    ['<a b="x > y &lt; &#10;z"/>', ['<a b=x > y < \nz', '/a']],
    ['<a b="one\n\ttwo\r\nthree"/>', ['<a b=one  two three', '/a']],
    ['<a>one\r\ntwo\rthree</a>', ['<a', '"one\\ntwo\\nthree"', '/a']],
    ['<a><![CDATA[<b>&amp;]]>!</a>', ['<a', '"<b>&amp;!"', '/a']],
    ['<!DOCTYPE log SYSTEM "log.dtd"><a/>', ['<a', '/a']],
    ['<!DOCTYPE log [ <!ELEMENT a ANY> <!-- "it\'s" ]> --> ]><a/>', ['<a', '/a']],
    ['<a b="1" b="2"/>', ['<a b=1', '/a']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
  it.each([
    ['<a><b></a>', ['<a', '<b', '! </a> stands where </b> belongs', '/b', '/a']],
    ['<a></b></a>', ['<a', '! </b> closes nothing', '/a']],
    ['<a b c="1"/>', ['<a', '/a', '! <a> is not well-formed: `b c="1"` is no attribute']],
    ['<a>1 < 2</a>', ['<a', '"1 "', '! a `<` stands where no tag begins', 'cut']],
    [
      '<a b="1>\n  <c d="2"/>\n</a>',
      ['<a', '! <a> is not well-formed: `b="1>` is no attribute', '"  "', '<c d=2', '/c', '"\\n"', '/a'],
    ],
    ['<a b="1/>\n<c d="2"/>', ['<a', '/a', '! <a> is not well-formed: `b="1` is no attribute', '<c d=2', '/c']],
    ['<a><b', ['<a', 'cut']],
    ['<a>', ['<a', 'cut']],
    ['<a/><!-- x', ['<a', '/a', 'cut']],
  ])('what is not well-formed is told and read past: %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
  it('entities of its own are refused, however much of them has come', () => {
    const bomb = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>';
    for (const text of [bomb, bomb.slice(0, 30), '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'])
      expect(() => read(text)).toThrow(ReadError);
    expect(read('<l>&b;</l>')).toEqual(['<l', '"&b;"', '/l']);
  });
  it('nesting is bounded, and what comes after it is read', () => {
    const deep = 100_000;
    const said = read(`<l>${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}<b/></l>`);
    expect(said.filter((word) => word === '<a').length).toBe(199);
    expect(said.slice(-3)).toEqual(['<b', '/b', '/l']);
  });
  it('a tag without end is refused', () => {
    expect(() =>
      heard(Array.from({ length: 40 }, (_, i) => `${i === 0 ? '<a b="' : ''}${'x'.repeat(1 << 20)}`)),
    ).toThrow(/longer than 16 MiB/);
  });
  it('is the same in pieces, and never throws but what it refuses', () => {
    const bits = [
      '<',
      '>',
      '/',
      'a',
      'b',
      '"',
      "'",
      '=',
      ' ',
      '\n',
      '\r',
      '&',
      ';',
      '#',
      '1',
      '!',
      '-',
      '[',
      ']',
      '?',
      'CDATA',
      '<a b="1">',
      '</a>',
      '<b/>',
      '&lt;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE',
      'é😀',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...bits), { maxLength: 40 }),
        fc.array(fc.nat(5), { minLength: 1 }),
        (parts, sizes) => {
          const text = parts.join('');
          const pieces: string[] = [];
          for (let at = 0, i = 0; at < text.length; i++) {
            const size = 1 + (sizes[i % sizes.length] ?? 0);
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          expect(heard(pieces)).toEqual(read(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
