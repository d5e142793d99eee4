import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzipWorkspace, zipWorkspace } from './zip.ts';

const files = [
  { path: 'a.model.yaml', text: 'factline: 1\n# ü' },
  { path: 'a.behavior.ts', text: 'export const folds = {};' },
];

describe('a workspace as a zip', () => {
  it('comes back as it was, journals apart', () => {
    const journal = { name: 'orders', bytes: strToU8('{"id":"1"}\n') };
    expect(unzipWorkspace(zipWorkspace(files, [journal]))).toEqual({ files, journals: [journal] });
  });
  it('is the same bytes each time', () => {
    expect(zipWorkspace(files, [])).toEqual(zipWorkspace(files, []));
  });
  it.each([
    ['no zip', strToU8('hello'), 'no zip'],
    ['a path that leads out', zipSync({ '../x.model.yaml': strToU8('a') }), 'leads out'],
    ['an absolute path', zipSync({ '/etc/x.model.yaml': strToU8('a') }), 'leads out'],
    ['text that is not UTF-8', zipSync({ 'x.model.yaml': new Uint8Array([0xff, 0xfe, 0x41]) }), 'not UTF-8'],
    ['nothing of ours', zipSync({ 'readme.txt': strToU8('a') }), 'no workspace'],
    ['a bomb', zipSync({ 'x.model.yaml': new Uint8Array(70 * 2 ** 20) }), 'more than a workspace may hold'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => unzipWorkspace(bytes)).toThrow(message);
  });
});
