import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../core/replay/changes.ts';
import { Changes } from './changes.tsx';

const text = (before: Parameters<typeof changesOf>[0], after: Parameters<typeof changesOf>[1], beside?: boolean) =>
  renderToStaticMarkup(<Changes changes={changesOf(before, after)} label="Changed" beside={beside ?? false} />)
    .replaceAll('<li>', '|')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll(/ +/g, ' ')
    .trim();

describe('changes', () => {
  it('name the path, what was before and what is after', () => {
    expect(text({ a: { b: 1 }, c: 2 }, { a: { b: 3 } })).toBe('|a.b 1 3|c 2 removed');
    expect(text({ a: 1 }, { a: 1, d: null })).toBe('|d null');
    expect(text(1, 2)).toBe('|the whole 1 2');
  });

  it('call a value new that was not there, and do not repeat one that stands beside', () => {
    expect(text(undefined, { a: 1 })).toBe('|new {"a":1}');
    expect(text(undefined, { a: 1 }, true)).toBe('|new');
    expect(text({ a: 1 }, { a: 2 }, true)).toBe('|a 1 2');
  });
});
