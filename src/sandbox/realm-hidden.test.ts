import { afterEach, describe, expect, it } from 'vitest';
import { sourceOf } from '../core/replay/testing/plain-host.ts';
import { type NodeReplay, startNodeReplay } from './node.ts';
import { writesAccessors, writesOwnMore } from './realm-hidden.ts';
import { writesNames } from './realm-naming.ts';

const records = [1, 2, 3].map((n) => ({
  id: `a-${n}`,
  type: 'A',
  subject_type: 'order',
  subject_id: 'a',
  sequence: n,
  payload: { n, deep: { list: [n] } },
}));
const open: NodeReplay[] = [];
afterEach(async () => {
  for (const replay of open.splice(0)) await replay.close();
});

/** What the fold's state is after three records; an error as its code and message. A realm of its own, that has seen nothing yet. */
async function stateOf(handler: string, top = ''): Promise<unknown> {
  const text = `${top}\nexport const folds = { order: { initial: { kept: { deep: [1] } }, on: { A: ${handler} } } };`;
  const replay = await startNodeReplay([{ path: 'a.behavior.ts', text }], undefined, await sourceOf(records));
  open.push(replay);
  expect(replay.loaded.error).toBeUndefined();
  const view = await replay.session.seek({ slot: 3 });
  return view.subjectError ? `${view.subjectError.code}: ${view.subjectError.message}` : view.subjectState;
}

describe('a state that holds more than it shows', () => {
  it.each([
    ['a getter', '() => ({ get x() { return 1; } })', 'state.x is a getter'],
    ['a getter with a name in quotes', "() => ({ get 'x'() { return 1; } })", 'state.x is a getter'],
    ['a getter after a comment', '() => ({ get/**/x() { return 1; } })', 'state.x is a getter'],
    [
      'a getter that a crooked regular expression hides from a scanner',
      "(s) => { if (s) /'/.test(''); return { get x() { return 1; } }; }",
      'getter',
    ],
    ['a getter named by a number', '() => ({ get .5() { return 1; } })', 'state.0.5 is a getter'],
    ['a setter', '() => ({ set x(v) {} })', 'state.x is a getter'],
    [
      'a getter in a part',
      '(s) => ({ ...s, kept: { ...s.kept, deep: { get [`x`]() { return 1; } } } })',
      'state.kept.deep.x is a getter',
    ],
    [
      'a getter by a function whose name is put together',
      "() => Object['define' + 'Property']({}, 'x', { enumerable: true, ['g' + 'et']: () => 1 })",
      'state.x is a getter',
    ],
    [
      'a getter by a constructor found elsewhere',
      "() => ({}).constructor['define' + 'Properties']({}, { x: { enumerable: true, ['g' + 'et']: () => 1 } })",
      'state.x is a getter',
    ],
    [
      'a getter by Reflect',
      "(s) => { const o = {}; Reflect.defineProperty(o, 'x', { enumerable: true, ['g' + 'et']: () => 1 }); return o; }",
      'state.x is a getter',
    ],
    [
      'a getter by a descriptor that changes its mind',
      "() => { let n = 0; const flags = { value: 1, configurable: true }; flags['__defineGet' + 'ter__']('enumerable', () => n++ > 0); return Object.defineProperty({}, 'x', flags).x === 1 ? Object.defineProperty({}, 'y', { value: () => 1 }) : 0; }",
      'state.y is a function',
    ],
    [
      'a getter by __defineGetter__',
      "() => { const o = {}; o['__defineGet' + 'ter__']('x', () => 1); return o; }",
      'state.x is a getter',
    ],
    [
      'a getter by Object.create',
      "() => Object.create(Object.prototype, { x: { enumerable: true, ['g' + 'et']: () => 1 } })",
      'state.x is a getter',
    ],
    [
      'a getter as the item of a list',
      "() => { const list = [1]; Object.defineProperty(list, 0, { enumerable: true, ['g' + 'et']: () => 1 }); return { list }; }",
      'state.list[0] is a getter',
    ],
    [
      'what is not enumerable',
      "() => Object.defineProperty({ a: 1 }, 'x', { value: () => 1 })",
      'state.x is a function',
    ],
    [
      'plain JSON that is not enumerable',
      "() => Object.defineProperty({ a: 1 }, 'x', { value: 1 })",
      'state.x is not enumerable',
    ],
    [
      'what the engine itself hides in an object',
      '() => { const o = {}; Error.captureStackTrace(o); return o; }',
      'state.stack is',
    ],
    ['a symbol as a key', "() => ({ [Symbol('x')]: 1 })", 'a symbol for a key'],
    ['a symbol by a name put together', "() => ({ [globalThis['Sym' + 'bol'].iterator]: 1 })", 'a symbol for a key'],
    [
      'a symbol of a prototype',
      '() => ({ [Object.getOwnPropertySymbols(Array.prototype)[0]]: 1 })',
      'a symbol for a key',
    ],
    [
      'a symbol by Reflect',
      "() => ({ [Reflect.ownKeys(Array.prototype).find((k) => typeof k === 'symbol')]: 1 })",
      'a symbol for a key',
    ],
    [
      'symbols copied unseen',
      '() => { const o = Object.getOwnPropertyDescriptors(Map.prototype); for (const k in o) delete o[k]; return o; }',
      'a symbol for a key',
    ],
    ['the prototype of a function', '() => { function F() {} return F.prototype; }', 'state.constructor is a function'],
    [
      'the prototype of a class',
      '() => { class F { m() {} } delete F.prototype.constructor; return F.prototype; }',
      'state.m is a function',
    ],
    ['an instance of a class', '() => new (class F { n = 1; })()', 'state is a Object'],
    [
      'what the engine itself hides beside keys that show',
      "() => { const o = { a: 1 }; Error['capture' + 'StackTrace'](o); return o; }",
      'state.stack is',
    ],
    [
      'what the engine hides in a part',
      '(s) => { const part = { a: 1 }; Error.captureStackTrace(part); return { ...s, part }; }',
      'state.part.stack is',
    ],
    [
      'the prototype of a function that shows a key too',
      '() => { const { F } = { F: function () {} }; F.prototype.x = 1; return F.prototype; }',
      'state.constructor is a function',
    ],
    ['the arguments of a file, by an escape', '() => (() => \\u0061rguments)()', 'state.'],
    ['its arguments', 'function () { return arguments; }', 'state.1.entity_type is undefined'],
    ['what the realm is made of', '() => Math', 'state.'],
    [
      'a prototype of the realm',
      '() => Object.getPrototypeOf(Object.getPrototypeOf([].values()))',
      'a symbol for a key',
    ],
    ['the prototype of objects', '() => Object.prototype', 'state'],
    [
      'the prototype of objects in the place of a key',
      "(s) => ({ ...s, ['__proto__']: Object.prototype })",
      'state.__proto__',
    ],
    ['what was frozen before', '() => Object.freeze({ f() {} })', 'state.f is a function'],
    ['what a file declares', '() => shared', 'state.f is a function'],
    ['a list of a class of its own', '() => [new (class extends Array {})(1)]', 'state[0] is an array of a class'],
    [
      'a list of another prototype',
      "() => { const list = [1]; Object['setProto' + 'typeOf'](list, { __proto__: Array.prototype }); return { list }; }",
      'state.list is an array of a class',
    ],
    [
      'a list of another prototype, by its setter',
      '() => { const list = [1]; Object.getOwnPropertyDescriptor(Object.prototype, "__proto__").set.call(list, { n: 1 }); return list; }',
      'state is an array of a class',
    ],
    [
      'a list that was made for another prototype',
      "() => { const F = { F: function () {} }.F; F.prototype = {}; return globalThis['Ref' + 'lect'].construct(Array, [], F); }",
      'state is an array of a class',
    ],
    ['a list with a hole', '() => [1, , 2]', 'state[1] is undefined'],
    [
      'a list with a name',
      '(s) => { const list = [1]; list.mine = () => 1; return { list }; }',
      'state.list is an array with `mine`',
    ],
    [
      'a list with a name, by Object.assign',
      "() => Object['ass' + 'ign']([1], { mine: 1 })",
      'state is an array with `mine`',
    ],
    [
      'a list with a name, by a descriptor',
      "() => Object['define' + 'Property']([1], 'mine', { enumerable: true, value: 1 })",
      'an array with `mine`',
    ],
    [
      'a list with a name, by a pattern',
      '() => { const list = [1]; [list.mine] = [2]; return list; }',
      'an array with `mine`',
    ],
    [
      'a list with a name, in brackets',
      '() => { const list = [1]; (list.mine) = 2; return list; }',
      'an array with `mine`',
    ],
    [
      'a list with a name, in brackets, added to',
      '() => { const list = [1]; ((list.mine)) ??= 2; return list; }',
      'an array with `mine`',
    ],
    [
      'a list with a name, by a loop',
      '() => { const list = [1]; for (list.mine of [2]); return list; }',
      'an array with `mine`',
    ],
    [
      'a list with a name, by a class',
      '() => new (class extends (function (o) { return o; }) { mine = 2; })([1])',
      'an array with `mine`',
    ],
    [
      'a list with a name that is put together',
      "() => { const list = [1]; list['mi' + 'ne'] = 1; return list; }",
      'an array with `mine`',
    ],
    ['what a regular expression found', "() => 'a'.match('a')", 'an array with `index`'],
    [
      'what a regular expression found, by a name put together',
      "({ }) => { const { ['mat' + 'ch']: find } = 'a'; return find.call('a', 'a'); }",
      'an array with `index`',
    ],
    ['the texts of a template', '() => ((texts) => texts)`a${1}b`', 'an array with `raw`'],
    [
      'a Map that looks plain',
      '() => Object.setPrototypeOf(new Map(), Object.prototype)',
      'given the prototype of plain',
    ],
    [
      'a Map without a prototype',
      '() => ({ of: Object.setPrototypeOf(new Map(), null) })',
      'state.of is an object that was given',
    ],
    [
      'a Set by Reflect',
      "() => { const s = new Set(); Reflect['setProto' + 'typeOf'](s, Object.prototype); return s; }",
      'given the prototype of plain',
    ],
    [
      'a Map by __proto__',
      '() => { const m = new Map(); m.__proto__ = Object.prototype; return m; }',
      'given the prototype of plain',
    ],
    [
      'a Map by its setter',
      "() => { const m = new Map(); Object.getOwnPropertyDescriptor(Object.prototype, '__proto__').set.call(m, null); return m; }",
      'given the prototype of plain',
    ],
    [
      'a Map by two steps',
      '() => { const m = new Map(); Object.setPrototypeOf(m, []); Object.setPrototypeOf(m, Object.prototype); return m; }',
      'given the prototype of plain',
    ],
    [
      'a Map made plain',
      '() => { function F() {} F.prototype = Object.prototype; return Reflect.construct(Map, [], F); }',
      'given the prototype of plain',
    ],
    [
      'a date that looks plain',
      '() => Object.setPrototypeOf(new Date(0), Object.prototype)',
      'given the prototype of plain',
    ],
    [
      'a generator that looks plain',
      '() => { function* g() { yield 1; } g.prototype = Object.prototype; return g(); }',
      'state is a generator',
    ],
    [
      'a generator of a method, that throws as it ends',
      '() => { const { g } = { *g() { try { yield 1; } finally { throw 1; } } }; g.prototype = Object.prototype; const it = g(); Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next.call(it); return { it }; }',
      'state.it is a generator',
    ],
    ['itself', '() => { const o = {}; o.o = o; return o; }', 'holds itself'],
  ])('%s is refused', async (_, handler, message) => {
    const state = await stateOf(handler, 'const shared = { f() {} };');
    expect(state).toMatch(/^state-not-json: /);
    expect(state).toContain(message);
  });

  it('what was let through is frozen, parts that came from the record or were frozen by halves too', async () => {
    const write = (what: string) =>
      stateOf(
        `(s, e) => { if (e.sequence === 2) { ${what} } return { ...s, mine: { list: [{ n: 1 }] }, theirs: e.payload.deep, half: Object.preventExtensions({ n: 1 }) }; }`,
      );
    for (const place of ['s.n', 's.mine.n', 's.mine.list[0].n', 's.theirs.list[0]', 's.half.n', 's.kept.deep[0]'])
      expect(await write(`${place} = 5;`)).toMatch(/^throw: /);
  });

  it('a part that moves is let through, and one that hides something is found wherever it moves to', async () => {
    expect(await stateOf('(s, e) => [{ n: e.payload.n }, ...(Array.isArray(s) ? s : [])]')).toEqual([
      { n: 3 },
      { n: 2 },
      { n: 1 },
    ]);
    expect(
      await stateOf(
        "(s, e) => e.sequence < 3 ? { ...s, at: { a: { n: e.sequence } } } : { at: { b: s.at.a, c: Object.defineProperty({}, 'x', { value: () => 1 }) } }",
      ),
    ).toContain('state.at.c.x is a function');
  });

  it('is let through where it is plain, however it was made', async () => {
    expect(await stateOf("() => Object.defineProperty({ a: 1 }, 'x', { value: 2, enumerable: true })")).toEqual({
      a: 1,
      x: 2,
    });
    expect(await stateOf("() => Object.assign(Object.create(null), { ['__proto__']: { n: 1 } })")).toBeDefined();
    expect(await stateOf("() => ({ get: 1, set: 'get', of: new Map([['get', 2]]).get('get') })")).toEqual({
      get: 1,
      set: 'get',
      of: 2,
    });
  });

  it('frozen lists are cut and filtered like others', async () => {
    const body = (list: string) =>
      `{ const l = ${list}; return [l.slice(), l.slice(1), l.slice(-2), l.slice(1, -1), l.slice(9), l.slice(2, 1), l.slice(-9, '2'), l.slice(NaN, Infinity), l.filter((x, i, all) => x > 1 && all === l), l.filter(function (x) { return x === this.n; }, { n: 3 })]; }`;
    const plain = await stateOf(`() => ${body('[1, 2, 3, 4]')}`);
    expect(plain).toEqual([[1, 2, 3, 4], [2, 3, 4], [3, 4], [2, 3], [], [], [1, 2], [1, 2, 3, 4], [2, 3, 4], [3]]);
    expect(await stateOf(`() => ${body('Object.freeze([1, 2, 3, 4])')}`)).toEqual(plain);
    expect(
      await stateOf(
        '() => { const l = Object.freeze([1, , undefined]); return [1 in l.slice(), 2 in l.slice(), l.filter(() => true).length]; }',
      ),
    ).toEqual([false, true, 2]);
    expect(await stateOf('() => Object.freeze([1]).filter(5)')).toMatch(/^throw: /);
  });
});

it.each([
  ['list.mine = 1', true],
  ['list.mine ??= 1', true],
  ['list\n  .mine += 1', true],
  ['list.größe = 1', true],
  ['list.mine++', true],
  ['list[key] = 1', true],
  ['list?.[key]', true],
  ['({ x: list.mine } = o)', true],
  ['(list.mine) = 1', true],
  ['const f = (a) => a; f(1) === 2; f(2) >= 3', false],
  ['for (list.mine of l) ;', true],
  ["({ ['mat' + 'ch']: f }) => f", true],
  ['`a`[k]', true],
  ['list.m\\u0069ne = 1', true],
  ['class A { x = 1 }', true],
  ['exports.folds = folds; const f = (exports) => { exports.mine = 1; }', true],
  ['exports.list.mine = 1', true],
  ['exports.folds = exports.others = folds', false],
  ['const n = big ? [...s.notes.slice(-3), e.id] : s.notes;', false],
  ['/a/.exec(b)', true],
  [
    '(s, e) => ({ ...s, n: s.n + 1, list: [...s.list, e.id], first: s.list[0], big: s.n >= 3 && s.n !== 4 && s.a == s.b })',
    false,
  ],
  ['const sum = e.items.reduce((a, b) => a + b.n, 0); let n = 0; for (const { price } of e.items) n += price;', false],
])('whether %s may name a property of a list', (code, expected) => {
  expect(writesNames(code)).toBe(expected);
});

it.each([
  ['{ get x() {} }', true],
  ['{ set\nx(v) {} }', true],
  ['{ static get [k]() {} }', true],
  ['{ accessor x = 1 }', true],
  ["{ get/**/'x'() {} }", true],
  ['map.get(k); map.set(k, v)', false],
  ["{ get: 1, set() {}, op: 'set' }", false],
  ['{ get, set }', false],
  ['target.getTime() - budget', false],
])('whether %s may write an accessor', (code, expected) => {
  expect(writesAccessors(code)).toBe(expected);
});

it.each([
  ['(state, event) => ({ ...state, n: event.payload.n })', false],
  ['{ Placed(state) { return state; } }', false],
  ['function f() {}', true],
  ['class A {}', true],
  ['() => arguments', true],
  ['() => { try { f(); } catch (e) { return e; } }', true],
  ['(s) => TypeError', true],
  ['() => \\u0061rguments', true],
])('whether %s may make what comes with hidden keys', (code, expected) => {
  expect(writesOwnMore(code)).toBe(expected);
});
