import { expect, it } from 'vitest';
import { svgPen } from './pen.ts';

const pen = () => svgPen(100, 50, 'A & B', (text) => text.length * 6);

it('writes what is drawn as shapes, and text that no character of it can break', () => {
  const p = pen();
  p.fillStyle = '#123456';
  p.fillRect(1, 2, 3.456, 4);
  p.beginPath();
  p.moveTo(0, 0);
  p.lineTo(5, 5);
  p.stroke();
  p.textAlign = 'center';
  p.fillText('<x> "&"\u0007', 10, 20, 12);
  const text = p.svg();
  expect(text).toContain('<title>A &amp; B</title>');
  expect(text).toContain('<rect x="1" y="2" width="3.46" height="4" fill="#123456"/>');
  expect(text).toContain('<path d="M0 0L5 5" fill="none"');
  expect(text).toContain('text-anchor="middle"');
  expect(text).toContain('textLength="12"');
  expect(text).toContain('&lt;x&gt; &quot;&amp;&quot;\ufffd');
});

it('closes every group that a clip or a shift opened, where it is restored or at the end', () => {
  const p = pen();
  p.shift(10);
  p.save();
  p.beginPath();
  p.rect(0, 0, 5, 5);
  p.clip();
  p.globalAlpha = 0.5;
  p.restore();
  expect(p.globalAlpha).toBe(1);
  const text = p.svg();
  expect(text.match(/<g[ >]/g)?.length).toBe(2);
  expect(text.match(/<\/g>/g)?.length).toBe(2);
});
