import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import type { WorkspaceService } from '../core/workspace/workspace.ts';
import { openDatabase } from './db.ts';
import { dexieWorkspaces, memoryWorkspaces } from './workspaces.ts';

let n = 0;
const services: readonly [string, (now: () => number) => WorkspaceService][] = [
  ['Dexie', (now) => dexieWorkspaces(openDatabase(`workspaces-${n++}`), now)],
  ['memory', (now) => memoryWorkspaces(now)],
];

describe.each(services)('workspaces in %s', (_, open) => {
  const file = { path: 'a.model.yaml', text: 'factline: 1' };
  const start = () => {
    const clock = { millis: 1_000 };
    const service = open(() => clock.millis);
    return { clock, service };
  };

  it('gives back what was saved, the latest first', async () => {
    const { clock, service } = start();
    const a = await service.create({ name: 'a', files: [file], journals: ['j'] });
    clock.millis += 5;
    const b = await service.create({ name: 'b', files: [], journals: [] });
    expect((await service.list()).map((w) => w.name)).toEqual(['b', 'a']);
    clock.millis += 5;
    await service.saveFile(a.id, { path: 'b.behavior.ts', text: 'x' });
    await service.removeFile(a.id, file.path);
    await service.rename(a.id, 'aa');
    expect(await service.load(a.id)).toMatchObject({
      name: 'aa',
      journals: ['j'],
      files: [{ path: 'b.behavior.ts', text: 'x' }],
    });
    expect((await service.list()).map((w) => w.id)).toEqual([a.id, b.id]);
  });

  it('duplicates with files and journals; the copy is independent', async () => {
    const { service } = start();
    const a = await service.create({ name: 'a', files: [file], journals: ['j'] });
    const copy = await service.duplicate(a.id);
    await service.saveFile(copy.id, { ...file, text: 'other' });
    expect((await service.load(a.id))?.files).toEqual([file]);
    expect(copy).toMatchObject({ name: 'a (copy)', journals: ['j'] });
  });

  it('takes a deletion back within a day, and erases after it', async () => {
    const { clock, service } = start();
    const a = await service.create({ name: 'a', files: [file], journals: [] });
    await service.remove(a.id);
    expect(await service.list()).toEqual([]);
    expect(await service.load(a.id)).toBeUndefined();
    expect(await service.deleted()).toMatchObject([{ id: a.id, name: 'a', erasedAt: clock.millis + 86_400_000 }]);
    await service.restore(a.id);
    expect(await service.deleted()).toEqual([]);
    expect((await service.load(a.id))?.files).toEqual([file]);
    await service.remove(a.id);
    clock.millis += 90_000_000;
    await service.list();
    await expect(service.restore(a.id)).rejects.toThrow('not in this browser');
  });

  it('remembers earlier texts, also of what was removed, until the workspace is erased', async () => {
    const { clock, service } = start();
    const { id } = await service.create({ name: 'a', files: [file], journals: [] });
    clock.millis += 10;
    await service.saveFile(id, { ...file, text: 'two' });
    clock.millis += 10;
    await service.saveFile(id, { ...file, text: 'three' });
    clock.millis += 300_000;
    await service.saveFile(id, { ...file, text: 'four' });
    await service.saveFile(id, { path: 'b.behavior.ts', text: 'x' });
    await service.removeFile(id, 'b.behavior.ts');
    expect((await service.history(id, file.path)).map(({ text }) => text)).toEqual(['three', 'factline: 1']);
    expect((await service.history(id)).map(({ path }) => path).sort()).toEqual([file.path, file.path, 'b.behavior.ts']);
    await service.remove(id);
    clock.millis += 90_000_000;
    await service.list();
    expect(await service.history(id)).toEqual([]);
  });
});

describe('a database of an earlier version', () => {
  it('is opened with all it holds', async () => {
    const name = `workspaces-${n++}`;
    const old = new Dexie(name);
    old.version(1).stores({
      workspaces: 'id',
      files: '[workspace+path], workspace',
      settings: 'key',
      journals: 'id',
      segments: '[journal+index]',
      asides: '[journal+index]',
      blocks: '[journal+index]',
    });
    await old.table('workspaces').put({ id: 'w', name: 'kept', updatedAt: '2026-01-01T00:00:00.000Z', journals: [] });
    await old.table('files').put({ workspace: 'w', path: 'a.model.yaml', text: 'factline: 1' });
    old.close();
    const service = dexieWorkspaces(openDatabase(name));
    expect(await service.load('w')).toMatchObject({
      name: 'kept',
      files: [{ path: 'a.model.yaml', text: 'factline: 1' }],
    });
    await service.saveFile('w', { path: 'a.model.yaml', text: 'factline: 1\n' });
    expect(await service.history('w')).toHaveLength(1);
  });
});
