import { expect, it } from 'vitest';
import { readCasual } from '../../core/model/casual.ts';
import { type Change, rowsOf } from './casual-rows.ts';

const rows = (text: string, changes: readonly Change[] = []) => {
  const { proposals } = readCasual(text);
  const plain = rowsOf(proposals, new Map(), undefined);
  return rowsOf(proposals, new Map(changes.map((change, i) => [plain[i]?.key ?? '', change])), undefined);
};

it('a row keeps the fields of the richer of two lines, and can be added', () => {
  const [row, ...others] = rows('A member borrows a book.\nBookBorrowed: book_id, member_id, due_on date');
  expect(others).toEqual([]);
  expect(row).toMatchObject({ name: 'BookBorrowed', fields: 'book_id, member_id, due_on: date', ticked: true });
  expect(row?.problem).toBeUndefined();
});

it('a row shows the subject that it proposes, and follows what the person writes', () => {
  expect(rows('MemberJoined: member_id')[0]).toMatchObject({
    subject: { name: 'member', id: 'member_id' },
    aboutSubject: true,
  });
  expect(rows('MemberJoined: member_id', [{ subject: false }])[0]?.aboutSubject).toBe(false);
  expect(rows('MemberJoined: member_id', [{ fields: 'person_id' }])[0]?.subject?.name).toBe('person');
  expect(rows('MemberJoined: member_id', [{ kind: 'stream' }])[0]?.subject).toBeUndefined();
});
