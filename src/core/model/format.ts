/** Even spacing for a model's text. */
import { parseDocument } from 'yaml';

/** Comments stay; a text that is no YAML comes back as it was. */
export function formatModel(text: string): string {
  const document = parseDocument(text, { version: '1.2' });
  return document.errors.length > 0
    ? text
    : document.toString({ lineWidth: 0, indent: 2, flowCollectionPadding: true });
}
