import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unpack } from './unpack.ts';

const zip = (name: string, files: Readonly<Record<string, string>>, level: 0 | 6 = 6) =>
  new File(
    [
      zipSync(Object.fromEntries(Object.entries(files).map(([n, t]) => [n, strToU8(t)])), {
        level,
      }) as Uint8Array<ArrayBuffer>,
    ],
    name,
  );
const seen = async (...files: readonly File[]) => {
  const { files: found, mappings, passedOver, name } = await unpack(files);
  const texts = await Promise.all(found.map(async (file) => `${file.name}: ${await file.text()}`));
  return { files: texts, mappings: mappings.map((file) => file.name), passedOver, name };
};

describe('what is given to import', () => {
  it.each([0, 6] as const)('a zip is unpacked (level %i), in the order of its paths', async (level) => {
    const long = 'x'.repeat(100_000);
    const file = zip(
      'e.zip',
      { 'b/10.ndjson': long, 'b/9.sql': 'nine', 'README.md': 'no', 'm.mapping.json': '{}' },
      level,
    );
    expect(await seen(file)).toEqual({
      files: ['e.zip/b/9.sql: nine', `e.zip/b/10.ndjson: ${long}`],
      mappings: ['e.zip/m.mapping.json'],
      passedOver: ['e.zip/README.md'],
      name: 'e',
    });
  });
  it('single files are taken whatever their names say', async () => {
    expect(await seen(new File(['a'], 'a.bin'), new File(['b'], 'b.mapping.json'))).toEqual({
      files: ['a.bin: a'],
      mappings: ['b.mapping.json'],
      passedOver: [],
      name: undefined,
    });
  });
  it('a folder gives its name, and leaves out what is no journal', async () => {
    expect(
      await seen(new File(['1'], 'logs/a.xes'), new File(['2'], 'logs/.git/x.json'), new File(['3'], 'logs/n.md')),
    ).toEqual({
      files: ['logs/a.xes: 1'],
      mappings: [],
      passedOver: ['logs/n.md'],
      name: 'logs',
    });
  });
  it('a zip that was cut off or damaged is refused with what to do', async () => {
    const whole = zip('e.zip', { 'a.ndjson': 'x'.repeat(5000) });
    await expect(unpack([new File([whole.slice(0, whole.size - 30)], 'e.zip')])).rejects.toThrow(
      'e.zip cannot be unpacked: it has no directory at its end',
    );
    const bytes = new Uint8Array(await whole.arrayBuffer());
    bytes.fill(0xff, 40, 48);
    await expect(unpack([new File([bytes], 'e.zip')])).rejects.toThrow('a.ndjson is damaged. Unpack it yourself');
    // A changed byte is no other value.
    const stored = new Uint8Array(await zip('e.zip', { 'a.ndjson': 'total:1' }, 0).arrayBuffer());
    stored[stored.indexOf(':'.charCodeAt(0)) + 1] = '9'.charCodeAt(0);
    await expect(unpack([new File([stored], 'e.zip')])).rejects.toThrow('a.ndjson is damaged');
    const encrypted = new Uint8Array(await whole.arrayBuffer());
    const directory = encrypted.findLastIndex(
      (b, i) => b === 0x50 && encrypted[i + 1] === 0x4b && encrypted[i + 2] === 1,
    );
    encrypted[directory + 8] = 1;
    await expect(unpack([new File([encrypted], 'e.zip')])).rejects.toThrow('a.ndjson is encrypted');
  });
});
