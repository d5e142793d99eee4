import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { TargetChoice, type Targets } from './target-choice.tsx';

const drawn = (targets: Targets, chosen = '') =>
  renderToStaticMarkup(<TargetChoice targets={targets} chosen={chosen} onChoose={() => {}} />);

it('says that the behavior is being read, and that it has nothing to ask about', () => {
  const loading = drawn({ list: [], loading: true });
  expect(loading).toContain('reading the behavior…');
  expect(loading).toContain('disabled');
  expect(loading).toContain('aria-busy="true"');
  expect(drawn({ list: [] })).toContain('no fold or projection');
  const ready = drawn({ list: ['fold/order'] }, 'fold/order');
  expect(ready).toContain('fold order');
  expect(ready).not.toMatch(/disabled|reading|no fold/);
  // What was asked about from elsewhere stands there before the list does.
  expect(drawn({ list: [], loading: true }, 'fold/order')).not.toContain('reading');
});
