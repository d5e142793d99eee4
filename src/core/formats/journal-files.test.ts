import { expect, it } from 'vitest';
import { chooseJournalFiles } from './journal-files.ts';

const choose = (...paths: readonly string[]) => chooseJournalFiles(paths, (path) => path);

it('takes what may hold records, numbered files in their order, and says what it leaves', () => {
  expect(
    choose(
      'e/part-10.sql',
      'e/part-9.sql',
      'log.xml.gz',
      'README.md',
      'shop.model.yaml',
      'm.mapping.json',
      '.git/x.json',
      '__MACOSX/._a.json',
    ),
  ).toEqual({
    chosen: ['e/part-9.sql', 'e/part-10.sql', 'log.xml.gz'],
    passedOver: ['m.mapping.json', 'README.md', 'shop.model.yaml'],
  });
});

it('takes everything where no name says what it is, so that it can be refused by name', () => {
  expect(choose('a.parquet', 'shop.behavior.ts', '.DS_Store')).toEqual({
    chosen: ['a.parquet'],
    passedOver: ['shop.behavior.ts'],
  });
});
