/** Questions and proofs over a journal: which record wrote a value, when something held, what changed, what was known, and whether one may rely on it. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { BEHAVIOR_FILE, onlyBehavior, openReplay, scrubTo, subjectState } from '../helpers/replay.ts';
import { editFile, showPanel } from '../helpers/shell.ts';

/** An account: +10 +20 -25 +40; the third happened first and was logged last but one. */
const LINES = [10, 20, -25, 40].map((amount, i) =>
  JSON.stringify({
    id: `r${i + 1}`,
    type: 'Moved',
    subject_type: 'account',
    subject_id: 'a',
    sequence: i + 1,
    t_event: `2026-01-01T0${i === 2 ? 0 : i + 1}:00:00Z`,
    t_log: `2026-01-01T0${i + 1}:30:00Z`,
    payload: { account: 'a', amount },
  }),
);
const behavior = (body: string) => `export const folds = {
  account: {
    initial: { sum: 0, moves: 0 },
    on: { Moved: (state, event) => (${body}) },
  },
};
export const projections = {
  totals: { key: 'account', initial: { sum: 0 }, on: { Moved: (row, event) => ({ sum: row.sum + event.payload.amount }) } },
};
`;
const SOUND = behavior('{ sum: state.sum + event.payload.amount, moves: state.moves + 1 }');

async function begin(page: Page, text: string) {
  await openApp(page);
  await dropFile(page, { name: 'account.ndjson', content: `${LINES.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await onlyBehavior(page, { [BEHAVIOR_FILE]: text });
}
const noSerious = async (page: Page, panel: string) => {
  const { violations } = await new AxeBuilder({ page }).include(`[data-panel="${panel}"]`).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
};
const slot = (page: Page) => page.evaluate(() => window.factline.store.getState().slot);

test('the history answers: when, who wrote it, what changed, what was known', async ({ page }) => {
  await begin(page, SOUND);
  const panel = await showPanel(page, 'Ask');
  await expect(panel.getByLabel('Fold or projection').first()).toContainText('fold account');

  // All intervals, not only the first.
  await panel.getByLabel('When does this hold?').fill('state.sum >= 10 && state.sum < 30');
  await panel.getByRole('button', { name: 'Find when' }).click();
  await expect(panel.getByText('It held in 1 interval')).toBeVisible();
  await panel.getByLabel('When does this hold?').fill('state.sum % 2 === 0 && state.moves > 0');
  await panel.getByRole('button', { name: 'Find when' }).click();
  await expect(panel.getByText('It held in 1 interval')).toBeVisible();
  await panel.getByLabel('When does this hold?').fill('state.sum === 5 || state.sum === 10');
  await panel.getByRole('button', { name: 'Find when' }).click();
  await expect(panel.getByText('It held in 2 intervals')).toBeVisible();
  await panel.getByRole('button', { name: 'slot 3' }).first().click();
  expect(await slot(page)).toBe(3);
  await noSerious(page, 'ask');
  await panel.getByLabel('When does this hold?').fill('state.sum >');
  await panel.getByRole('button', { name: 'Find when' }).click();
  await expect(panel.getByRole('alert')).toBeVisible();

  // From a value that replay shows.
  await openReplay(page);
  await scrubTo(page, 4);
  const state = subjectState(page);
  await expect(state.getByRole('tree')).toContainText('sum: 45');
  await state.getByRole('treeitem', { name: 'moves: 4' }).click();
  await state.getByRole('button', { name: 'Who wrote this?' }).click();
  await expect(panel.getByText('4 records wrote it.')).toBeVisible();
  await expect(panel.getByRole('row').nth(3)).toContainText(/3.*Moved.*r3.*2.*3/);
  await noSerious(page, 'ask');

  await panel.getByRole('button', { name: 'What changed', exact: true }).click();
  await panel.getByLabel('From slot').fill('1');
  await panel.getByLabel('to slot', { exact: true }).fill('3');
  await panel.getByRole('button', { name: 'What changed?' }).click();
  await expect(panel.getByText('2 states differ between slots 1 and 3.')).toBeVisible();
  await expect(panel.getByRole('list', { name: 'Differences of account/a' })).toContainText('sum 10 5');
  await panel.getByRole('button', { name: 'side by side' }).first().click();
  await expect(panel.locator('.monaco-diff-editor')).toContainText('"sum"');
  await noSerious(page, 'ask');

  // What had happened by 01:00 and what was in the log are two questions: the axes are not each other.
  await panel.getByRole('button', { name: 'Known at', exact: true }).click();
  const event = panel.getByLabel('Had happened by (t_event)', { exact: true });
  const log = panel.getByLabel('Was in the log by (t_log)', { exact: true });
  await event.fill('2026-01-01T01:00:00Z');
  await log.fill('2026-01-01T02:00:00Z');
  await panel.getByLabel('Subject, to see its state').fill('account/a');
  await panel.getByRole('button', { name: 'What was known?' }).click();
  await expect(panel.getByText(/^1 of the 4 records known today/)).toBeVisible();
  await expect(panel.getByRole('tree', { name: 'State of account/a then' })).toContainText('sum: 10');
  await log.fill('2026-01-01T04:00:00Z');
  await panel.getByRole('button', { name: 'What was known?' }).click();
  await expect(panel.getByText(/^2 of the 4 records known today/)).toBeVisible();
  await expect(panel.getByRole('tree', { name: 'State of account/a then' })).toContainText('sum: -15');
  await noSerious(page, 'ask');
});

test('proofs hold for sound behavior, and name what speaks against another; a certificate, retention, two behaviors', async ({
  page,
}) => {
  await begin(page, SOUND);
  const panel = await showPanel(page, 'Prove');
  await panel.getByRole('button', { name: 'Prove', exact: true }).click();
  await expect(panel.getByText(/^All \d+ proofs hold over 4 records\./)).toBeVisible();
  await noSerious(page, 'prove');
  const saved = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save the certificate' }).click();
  const certificate = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as {
    readonly journal: { readonly records: number; readonly head: string };
    readonly states: { readonly hash: string };
    readonly proofs: readonly { readonly holds: boolean }[];
  };
  expect(certificate.journal).toMatchObject({ records: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(certificate.proofs.every(({ holds }) => holds)).toBe(true);

  await panel.getByLabel('Rule of retention').selectOption({ label: 'Keep only the last so many records' });
  await panel.getByLabel('Of the rule').fill('2');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await expect(panel.getByText(/^2 records of 4 would be kept/)).toBeVisible();
  await expect(panel.getByText('fold account retention: fails')).toBeVisible();
  await panel.getByLabel('Of the rule').fill('many');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await expect(panel.getByRole('alert')).toContainText('no number of records');

  // Another behavior: compared with the version before it, and proved to depend on what it remembers.
  await editFile(
    page,
    BEHAVIOR_FILE,
    behavior('{ sum: state.sum + Math.abs(event.payload.amount), moves: state.moves + 1 }'),
  );
  await idle(page);
  const chooser = page.waitForEvent('filechooser');
  await panel.getByRole('button', { name: 'With a file …' }).click();
  await (await chooser).setFiles({ name: BEHAVIOR_FILE, mimeType: 'text/plain', buffer: Buffer.from(SOUND) });
  await expect(panel.getByText(/1 of 2 states part somewhere, 1 end differently/)).toBeVisible();
  await expect(panel.getByRole('list', { name: 'Where they part' })).toContainText(
    'account/a fold account parts at slot 3',
  );
  await noSerious(page, 'prove');

  const remembering = `const seen = [];\n${behavior('{ sum: seen.push(event.id), moves: state.moves + 1 }')}`;
  await editFile(page, BEHAVIOR_FILE, remembering);
  await panel.getByRole('button', { name: 'Prove', exact: true }).click();
  await expect(panel.getByText(/proofs fail\./)).toBeVisible();
  await expect(panel.getByRole('list', { name: 'What was proved' })).toContainText('fold account');

  // What the sandbox refuses to load cannot be pure, and says where.
  await editFile(page, BEHAVIOR_FILE, `\nconst started = Date.now();\n${SOUND}`);
  await panel.getByRole('button', { name: 'Prove', exact: true }).click();
  await expect(panel.getByText('4 of 4 proofs fail.')).toBeVisible();
  await expect(panel.getByRole('list', { name: 'What was proved' })).toContainText('there is no clock');
  await expect(panel.getByRole('list', { name: 'What was proved' })).toContainText(`${BEHAVIOR_FILE}:2`);
});
