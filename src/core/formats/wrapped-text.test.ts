import { describe, expect, it } from 'vitest';
import { wrappedIn } from './wrapped-text.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const kind = (text: string) => wrappedIn(text)?.kind;

describe('text that holds something', () => {
  it('is JSON, as text, as text in text, in base64 or in hex', () => {
    expect(kind('{"a":1}')).toBe('JSON text');
    expect(kind(' [1,2]')).toBe('JSON text');
    expect(kind(JSON.stringify('{"a":1}'))).toBe('JSON text');
    expect(kind(base64('{"a":1}'))).toBe('base64 JSON');
    expect(kind(base64('{\n  "a": 1\n}'))).toBe('base64 JSON');
    expect(kind(base64('[{"a":1}]'))).toBe('base64 JSON');
    expect(kind(`\\x${Buffer.from('{"a":1}').toString('hex')}`)).toBe('hex JSON');
  });
  it('is opened through three layers, and not through four', () => {
    const three = JSON.stringify(base64('{"a":1}'));
    expect(wrappedIn(three)?.node).toMatchObject({ kind: 'object' });
    expect(kind(JSON.stringify(three))).toBe('JSON text');
    expect(kind(JSON.stringify(JSON.stringify(three)))).toBeUndefined();
  });
  it('may be base64 of text or bytes', () => {
    expect(kind(base64('hello, world'))).toBe('base64');
    expect(kind(base64('\u0000\u0001\u0002\u0003\u0004\u0005\u0006'))).toBe('base64');
  });
  it('is mostly just text', () => {
    for (const text of [
      'OrderPlaced1',
      'orderPlaced',
      '0123456789abcdef',
      'ABCDEFGH',
      '',
      'e1',
      '{broken',
      '"a"',
      '[x',
      'deadbeef',
      '20260101',
      'credit_card',
      'eyewitness12',
    ])
      expect(kind(text), text).toBeUndefined();
  });
});
