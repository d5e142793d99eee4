import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beside } from './beside.ts';

const button = (left: number, top: number) => ({ left, top, right: left + 80, bottom: top + 28 });

describe('what opens from a button', () => {
  it('stands below it while there is room, and above it at the foot of the window', () => {
    expect(beside(button(20, 100), { width: 1440, height: 900 })).toMatchObject({
      top: 130,
      bottom: 'auto',
      left: 20,
      right: 'auto',
      maxHeight: 420,
    });
    expect(beside(button(1300, 640), { width: 1440, height: 900 })).toMatchObject({
      top: 'auto',
      bottom: 262,
      left: 'auto',
      right: 60,
      maxHeight: 420,
    });
  });

  it('takes the side with more room where neither has enough, and scrolls in it', () => {
    expect(beside(button(20, 300), { width: 1024, height: 700 })).toMatchObject({ top: 330, maxHeight: 362 });
    expect(beside(button(20, 400), { width: 1024, height: 700 })).toMatchObject({ bottom: 302, maxHeight: 390 });
  });

  it('never reaches out of the window, wherever the button stands', () => {
    const size = fc.record({ width: fc.integer({ min: 200, max: 3000 }), height: fc.integer({ min: 150, max: 2000 }) });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(size, part, part, (window, x, y) => {
        const at = button(x * (window.width - 80), y * (window.height - 28));
        const { top, bottom, left, right, maxHeight, maxWidth } = beside(at, window);
        const room = (near: number | 'auto', far: number | 'auto', length: number) =>
          length - (near === 'auto' ? 0 : near) - (far === 'auto' ? 0 : far);
        expect(maxHeight).toBeLessThanOrEqual(room(top, bottom, window.height));
        expect(maxWidth).toBeLessThanOrEqual(room(left, right, window.width));
        expect(maxHeight).toBeGreaterThan(40);
        expect(maxWidth).toBeGreaterThan(80);
      }),
    );
  });
});
