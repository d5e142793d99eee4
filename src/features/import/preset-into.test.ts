import { describe, expect, it } from 'vitest';
import { parseModel } from '../../core/model/parse.ts';
import { presetInto } from './preset-into.ts';

const modelOf = (text: string) => parseModel([{ path: 'm.model.yaml', text }]).model;
const SHOP =
  'factline: 1\nmodel: shop\nevents:\n  OrderPlaced: { version: 1, formerly: [OrderMade] }\n  OrderShipped: { version: 1 }\n';
const model = modelOf(SHOP);
const files = [{ path: 'shop.model.yaml', text: SHOP }];
const workspace = { name: 'Shop', files };

describe('an import goes', () => {
  it('into a workspace of its own, where the open one is a sample as it came', () => {
    expect(presetInto({ workspace, sample: files, model }, ['Logon'])).toEqual({
      into: 'new',
      because: 'Shop is a sample with a model of its own.',
    });
    // One shared name is no sign that it is the sample's own.
    expect(presetInto({ workspace, sample: files, model }, ['OrderPlaced', 'Refunded']).into).toBe('new');
    // The model may not be read yet.
    expect(presetInto({ workspace, sample: files, model: undefined }, ['Logon']).into).toBe('new');
    const mapped = { ...workspace, files: [...files, { path: 'winlog.mapping.json', text: '{}' }] };
    expect(presetInto({ workspace: mapped, sample: files, model }, ['Logon']).into).toBe('new');
  });

  it('into the sample, where that knows all of its types, by new names or old', () => {
    expect(presetInto({ workspace, sample: files, model }, ['OrderMade', 'OrderShipped'])).toEqual({ into: 'open' });
  });

  it('into a workspace of its own, where the open model knows none of its types', () => {
    expect(presetInto({ workspace, sample: undefined, model }, ['Logon', 'Logoff'])).toEqual({
      into: 'new',
      because: 'The model of Shop knows none of its types.',
    });
    expect(presetInto({ workspace, sample: undefined, model }, ['Logon', 'OrderPlaced']).into).toBe('open');
  });

  it('into the open workspace, where nothing stands in its way', () => {
    const empty = modelOf('factline: 1\nmodel: untitled\nevents: {}\n');
    expect(presetInto({ workspace, sample: undefined, model: empty }, ['Logon']).into).toBe('open');
    expect(presetInto({ workspace, sample: undefined, model: undefined }, ['Logon']).into).toBe('open');
    expect(presetInto({ workspace, sample: files, model }, []).into).toBe('open');
    expect(presetInto({ workspace: undefined, sample: undefined, model: undefined }, ['Logon']).into).toBe('open');
    // A sample that one works in is one's own; the model decides.
    const edited = { ...workspace, files: [{ path: 'shop.model.yaml', text: `${SHOP}# mine\n` }] };
    expect(presetInto({ workspace: edited, sample: files, model }, ['OrderPlaced', 'Refunded']).into).toBe('open');
  });
});
