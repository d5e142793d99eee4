/** Workspaces of our own making. Opening one makes a workspace; what a person did in it is never overwritten. */

import campaignBehavior from '../../core/workspace/samples/campaign.behavior.ts.txt?raw';
import campaignModel from '../../core/workspace/samples/campaign.model.yaml?raw';
import fleetBehavior from '../../core/workspace/samples/fleet.behavior.ts.txt?raw';
import fleetModel from '../../core/workspace/samples/fleet.model.yaml?raw';
import shopBehavior from '../../core/workspace/samples/shop.behavior.ts.txt?raw';
import shopModel from '../../core/workspace/samples/shop.model.yaml?raw';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import type { SampleJournal } from '../../workers/samples/samples.protocol.ts';

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly files: readonly WorkspaceFile[];
  /** Made by the samples worker, and imported when the sample is opened for the first time. */
  readonly journal?: SampleJournal;
}

export const SAMPLES: readonly Sample[] = [
  {
    id: 'shop',
    title: 'Shop',
    description:
      'Orders that are asked for, placed and shipped. Its journal of one morning has a hole, a redelivery and a late record.',
    files: [
      { path: 'shop.model.yaml', text: shopModel },
      { path: 'shop.behavior.ts', text: shopBehavior },
    ],
    journal: 'shop',
  },
  {
    id: 'fleet',
    title: 'Fleet',
    description:
      'A day of 400 vehicles: 100,000 records with 37 gaps, 35 duplicates, 40 out of order, 37 with skewed clocks, 26 late, 8 without their cause.',
    files: [
      { path: 'fleet.model.yaml', text: fleetModel },
      { path: 'fleet.behavior.ts', text: fleetBehavior },
    ],
    journal: 'fleet',
  },
  {
    id: 'campaign',
    title: 'Campaign',
    description:
      'A role-playing campaign with a rules module of its own: the game profile, a model and behavior without a journal.',
    files: [
      { path: 'campaign.model.yaml', text: campaignModel },
      { path: 'campaign.behavior.ts', text: campaignBehavior },
    ],
  },
];

export const sampleById = (id: string): Sample | undefined => SAMPLES.find((sample) => sample.id === id);
