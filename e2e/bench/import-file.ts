/** Imports a Factline file through the journal worker, as the wizard's Import button does. */
import type { Page } from '@playwright/test';
import type { Model } from '../../src/core/model/model.ts';

export async function importFile(
  page: Page,
  path: string,
  /** The records are checked against it on their way. */
  model?: Model,
): Promise<{ readonly millis: number; readonly id: string; readonly records: number }> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench-file';
    document.body.append(input);
  });
  await page.setInputFiles('#bench-file', path);
  return page.evaluate(async (checked) => {
    const input = document.querySelector<HTMLInputElement>('#bench-file');
    const file = input?.files?.[0];
    if (!file) throw new Error('no file');
    const start = performance.now();
    const summary = await window.factline.services.journals.import({
      files: [file],
      reading: { format: 'factline' },
      name: 'bench',
      ...(checked !== undefined && { model: JSON.parse(checked) }),
    });
    const millis = performance.now() - start;
    input.remove();
    return { millis, id: summary.id, records: summary.records };
  }, model && JSON.stringify(model));
}
