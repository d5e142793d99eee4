import { describe, expect, it } from 'vitest';
import { withProfiles } from './profiles.tsx';

describe('profiles in the text', () => {
  it('are left alone where they stand over several lines', () => {
    expect(withProfiles('profiles:\n  - hless\n', ['game'])).toBeUndefined();
  });

  it.each([
    [
      'an existing line',
      'factline: 1\nprofiles: [hless]\nevents: {}',
      'factline: 1\nprofiles: [game, unified]\nevents: {}',
    ],
    ['none yet', 'factline: 1\nmodel: x\nevents: {}', 'factline: 1\nmodel: x\nprofiles: [game, unified]\nevents: {}'],
    ['an empty text', '', 'profiles: [game, unified]\n'],
  ])('are written over or into %s', (_, text, expected) => {
    expect(withProfiles(text, ['game', 'unified'])).toBe(expected);
  });
});
