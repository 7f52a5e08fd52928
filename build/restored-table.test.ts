import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageCopy } from './package-copy.ts';
import { adopting, pointedAt } from './restored-table.ts';

const described = {
  Table: {
    TableName: 'paylinks-restored',
    TableArn: 'arn:aws:dynamodb:eu-west-2:111122223333:table/paylinks-restored',
    LatestStreamArn: 'arn:aws:dynamodb:eu-west-2:111122223333:table/paylinks-restored/stream/2026',
  },
};

it('nothing of the template means the old table any more, and nothing else has changed', async () => {
  const file = join(await packageCopy(), '.serverless/cloudformation-template-update-stack.json');
  const deployed = JSON.parse(readFileSync(file, 'utf8'));
  const pointed = pointedAt(deployed, described);
  const text = JSON.stringify(pointed);
  expect(text).not.toMatch(/"Ref":"Table"|"Fn::GetAtt":\["Table"|\$\{Table[.}]/);
  expect(text).toContain(described.Table.LatestStreamArn);
  const { Table, ...others } = deployed.Resources;
  expect(Object.keys(pointed.Resources)).toEqual(Object.keys(others));

  const back = adopting(deployed, described);
  expect(back.Resources.Table).toEqual({
    ...Table,
    Properties: { ...Table.Properties, TableName: 'paylinks-restored' },
  });
  // An import may change nothing else.
  const { Table: _, ...rest } = back.Resources;
  expect(rest).toEqual(pointed.Resources);
}, 300_000);
