/** What a picture is drawn with: a canvas, or what writes the same as SVG. */

export type Pen = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'globalAlpha'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'rect'
  | 'arc'
  | 'clip'
  | 'save'
  | 'restore'
  | 'fillRect'
  | 'strokeRect'
  | 'stroke'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
> & { fill(rule?: CanvasFillRule): void };

interface State {
  readonly globalAlpha: number;
  readonly fillStyle: Pen['fillStyle'];
  readonly strokeStyle: Pen['strokeStyle'];
  readonly lineWidth: number;
  readonly font: string;
  readonly textAlign: CanvasTextAlign;
  readonly textBaseline: CanvasTextBaseline;
  readonly clips: number;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML has no way to write most control characters.
const escaped = (text: string) =>
  text
    .replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
const short = (n: number) => String(Math.round(n * 100) / 100);

const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
const BASELINES: Readonly<Record<string, string>> = { middle: 'central', top: 'hanging' };

/** `shift` moves down what is drawn from then on. */
export type SvgPen = Pen & { shift(pixels: number): void; svg(): string };

/** A pen whose `svg` is all that was drawn. `measure` gives the width of a text in a font. */
export function svgPen(
  width: number,
  height: number,
  title: string,
  measure: (text: string, font: string) => number,
): SvgPen {
  const out: string[] = [];
  const saved: State[] = [];
  let path = '';
  let dash = '';
  let clips = 0;
  let clipCount = 0;
  let shifts = 0;
  const alpha = (n: number) => (n < 1 ? ` opacity="${short(n)}"` : '');
  const pen: SvgPen = {
    fillStyle: '#000',
    strokeStyle: '#000',
    globalAlpha: 1,
    lineWidth: 1,
    font: '11px sans-serif',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    beginPath() {
      path = '';
    },
    moveTo(x, y) {
      path += `M${short(x)} ${short(y)}`;
    },
    lineTo(x, y) {
      path += `${path === '' ? 'M' : 'L'}${short(x)} ${short(y)}`;
    },
    closePath() {
      path += 'Z';
    },
    rect(x, y, w, h) {
      path += `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`;
    },
    // Whole circles only: that is all that is drawn.
    arc(x, y, r) {
      const d = short(r * 2);
      path += `M${short(x + r)} ${short(y)}a${short(r)} ${short(r)} 0 1 1 -${d} 0a${short(r)} ${short(r)} 0 1 1 ${d} 0Z`;
    },
    save() {
      const { globalAlpha, fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline } = pen;
      saved.push({ globalAlpha, fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, clips });
    },
    restore() {
      const state = saved.pop();
      if (!state) return;
      const { clips: before, ...style } = state;
      for (; clips > before; clips--) out.push('</g>');
      Object.assign(pen, style);
    },
    clip() {
      clipCount++;
      clips++;
      out.push(`<clipPath id="c${clipCount}"><path d="${path}"/></clipPath><g clip-path="url(#c${clipCount})">`);
    },
    fill(rule) {
      if (path === '') return;
      const even = rule === 'evenodd' ? ' fill-rule="evenodd"' : '';
      out.push(`<path d="${path}" fill="${escaped(String(pen.fillStyle))}"${even}${alpha(pen.globalAlpha)}/>`);
    },
    stroke() {
      if (path === '') return;
      out.push(
        `<path d="${path}" fill="none" stroke="${escaped(String(pen.strokeStyle))}" stroke-width="${short(pen.lineWidth)}"${dash}${alpha(pen.globalAlpha)}/>`,
      );
    },
    fillRect(x, y, w, h) {
      out.push(
        `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, w))}" height="${short(Math.max(0, h))}" fill="${escaped(String(pen.fillStyle))}"${alpha(pen.globalAlpha)}/>`,
      );
    },
    strokeRect(x, y, w, h) {
      out.push(
        `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, w))}" height="${short(Math.max(0, h))}" fill="none" stroke="${escaped(String(pen.strokeStyle))}" stroke-width="${short(pen.lineWidth)}"${alpha(pen.globalAlpha)}/>`,
      );
    },
    fillText(text, x, y, most) {
      if (text === '') return;
      const [, weight = '', size = '11', family = 'sans-serif'] = /^(\d+ )?([\d.]+)px (.*)$/.exec(pen.font) ?? [];
      const anchor = ANCHORS[pen.textAlign];
      const baseline = BASELINES[pen.textBaseline];
      const squeezed = most !== undefined && measure(text, pen.font) > most;
      out.push(
        `<text x="${short(x)}" y="${short(y)}" font-family="${escaped(family)}" font-size="${size}"${weight ? ` font-weight="${weight.trim()}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}${baseline ? ` dominant-baseline="${baseline}"` : ''}${squeezed ? ` textLength="${short(most)}" lengthAdjust="spacingAndGlyphs"` : ''} fill="${escaped(String(pen.fillStyle))}"${alpha(pen.globalAlpha)}>${escaped(text)}</text>`,
      );
    },
    measureText: (text) => ({ width: measure(text, pen.font) }) as TextMetrics,
    setLineDash(segments) {
      const list = [...segments];
      dash = list.length > 0 ? ` stroke-dasharray="${list.join(' ')}"` : '';
    },
    shift(pixels) {
      shifts++;
      out.push(`<g transform="translate(0 ${short(pixels)})">`);
    },
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${escaped(title)}</title>\n${out.join('\n')}\n${'</g>'.repeat(shifts)}</svg>\n`,
  };
  return pen;
}
