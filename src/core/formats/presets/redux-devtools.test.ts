import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'redux-devtools' });
const action = (id: number, rest = '') =>
  `"${id}":{"type":"PERFORM_ACTION","action":{"type":"t${id}","n":9007199254740993${rest}},"timestamp":1795227935584}`;
const STATE = `{"monitorState":null,"actionsById":{${action(0)},${action(3)},${action(9)}},"nextActionId":10,"stagedActionIds":[0,9,3],"skippedActionIds":[3],"currentStateIndex":1,"computedStates":[{"state":0},{"state":1},{"state":2}],"committedState":{"c":1},"isLocked":false}`;
const times =
  '"t_event":"2026-11-21T02:25:35.584Z","t_log":"2026-11-21T02:25:35.584Z","payload":{"n":9007199254740993}';
const LINES = [
  `{"id":"0","type":"t0","sequence":0,"position":0,${times},"meta":{"computedState":{"state":0},"committedState":{"c":1}}}`,
  `{"id":"9","type":"t9","sequence":1,"position":9,${times},"meta":{"current":true,"computedState":{"state":1}}}`,
  `{"id":"3","type":"t3","sequence":2,"position":3,${times},"meta":{"skipped":true,"computedState":{"state":2}}}`,
];

describe('Redux DevTools', () => {
  it('takes actions in the order in which they are staged, and marks what was skipped', () => {
    const envelope = JSON.stringify({ payload: STATE, preloadedState: '{}' });
    const alone = JSON.stringify({ payload: STATE });
    for (const text of [STATE, `${STATE}\n`, envelope, alone, envelope.replace(',"pre', ',\n"pre')]) {
      expect(formatOf(text), text).toBe('redux-devtools');
      const { lines, rejected } = read(text);
      expect([lines, rejected], text).toEqual([LINES, []]);
    }
  });
  it('a staged action that is not there costs itself', () => {
    const { lines, rejected } = read(STATE.replace('[0,9,3]', '[0,9,5,3]'));
    expect([lines.length, rejected.join()]).toEqual([3, expect.stringMatching(/action 5/)]);
  });
  it('what jsan wrote is taken back, of an action that was dispatched twice too; what cannot be stays, and is spoken of', () => {
    const state = STATE.replace('"t3",', '"t3","at":{"$jsan":"d0"},"gone":{"$jsan":"u"},"nan":{"$jsan":"n"},')
      .replace('"action":{"type":"t9","n":9007199254740993}', '"action":{"$jsan":"$.actionsById.0.action"}')
      .replace('{"state":2}', '{"state":{"$jsan":"$.committedState"}}')
      .replace('"skippedActionIds":[3]', '"skippedActionIds":{"$jsan":"$.stagedActionIds"}');
    for (const text of [state, JSON.stringify({ payload: state, preloadedState: '{}' })]) {
      const { lines, rejected, notes } = read(text);
      expect(rejected).toEqual([]);
      expect(lines.map((line) => JSON.parse(line).type)).toEqual(['t0', 't0', 't3']);
      expect(lines[1]).toContain('"payload":{"n":9007199254740993}');
      expect(lines.every((line) => JSON.parse(line).meta.skipped)).toBe(true);
      expect(JSON.parse(lines[2] ?? '')).toMatchObject({
        payload: { at: '1970-01-01T00:00:00.000Z', nan: { $jsan: 'n' } },
        meta: { computedState: { state: { c: 1 } } },
      });
      expect(lines[2]).not.toContain('gone');
      expect(notes.join()).toMatch(/stays as `\$jsan` wrote it/);
    }
    expect(read(STATE.replace('"t3",', '"t3","x":{"$jsan":"$.a"},')).notes.join()).toMatch(/stays as/);
  });
  it('what is whole of a state that was cut off is kept, in the order of the numbers', () => {
    const pretty = JSON.stringify(JSON.parse(STATE), undefined, 1);
    const { lines, rejected, notes } = read(pretty.slice(0, pretty.indexOf('"t9"')));
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(['0', '3']);
    expect([rejected.join(), notes.join()]).toEqual([
      expect.stringMatching(/cut off/),
      expect.stringMatching(/stagedActionIds/),
    ]);
  });
});

describe.skipIf(!hasSamples)('the samples of Redux DevTools', () => {
  it('the state and its envelope are the same', async () => {
    const name = (rest: string) => `engine-generated/redux-devtools-instrument-3.0.0__${rest}.json`;
    const state = sample(name('liftedState'));
    const envelope = sample(name('export-payload-envelope'));
    const { stagedActionIds, skippedActionIds } = JSON.parse(state.toString()) as Record<string, number[]>;
    const values = (bytes: Buffer) => read(bytes.toString()).lines.map((line) => JSON.parse(line));
    expect([formatOf(state), formatOf(envelope)]).toEqual(['redux-devtools', 'redux-devtools']);
    expect(values(state).map(({ id }) => Number(id))).toEqual(stagedActionIds);
    expect(
      values(state)
        .filter(({ meta }) => meta.skipped)
        .map(({ id }) => Number(id)),
    ).toEqual(skippedActionIds);
    const plain = (bytes: Buffer) =>
      values(bytes).map(({ id, type, payload, sequence }) => [id, type, payload, sequence]);
    expect(plain(envelope)).toEqual(plain(state));
    expect(await integrityOf(state, 'redux-devtools')).toMatchObject({ gaps: 0, startsLate: 0, duplicates: 0 });
  });
});
