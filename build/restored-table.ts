import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const Described = z.object({
  Table: z.object({ TableName: z.string(), TableArn: z.string(), LatestStreamArn: z.string() }),
});
const Template = z.looseObject({ Resources: z.record(z.string(), z.json()) });
type Described = z.infer<typeof Described>;
type Template = z.infer<typeof Template>;
type Json = z.infer<ReturnType<typeof z.json>>;

/**
 * The deployed template with everything that meant the stack's table meaning this one instead, and without the table
 * itself, which its `DeletionPolicy` keeps. Updating to it points every function at the restored table.
 */
export function pointedAt(deployed: Template, { Table }: Described): Template {
  const literals: Readonly<Record<string, string>> = {
    Ref: Table.TableName,
    Arn: Table.TableArn,
    StreamArn: Table.LatestStreamArn,
  };
  const known = (attribute: string) => {
    const literal = literals[attribute];
    if (literal === undefined) throw new Error(`Nothing is known of Table.${attribute}`);
    return literal;
  };
  const replaced = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(replaced);
    // Within `Fn::Sub`.
    if (typeof value === 'string') {
      return value.replaceAll(/\$\{Table(?:\.(\w+))?\}/g, (_, attribute = 'Ref') => known(attribute));
    }
    if (typeof value !== 'object' || value === null) return value;
    if (value.Ref === 'Table') return known('Ref');
    const attribute = value['Fn::GetAtt'];
    if (Array.isArray(attribute) && attribute[0] === 'Table') return known(String(attribute[1]));
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member)]));
  };
  const { Table: _, ...Resources } = deployed.Resources;
  return Template.parse(replaced({ ...deployed, Resources }));
}

/** The same with the table as a resource again, for an import that hands the restored one to the stack. */
export function adopting(deployed: Template, described: Described): Template {
  const pointed = pointedAt(deployed, described);
  const { Table } = z
    .object({ Table: z.looseObject({ Properties: z.looseObject({}) }) })
    .parse(deployed.Resources);
  const named = { ...Table, Properties: { ...Table.Properties, TableName: described.Table.TableName } };
  return { ...pointed, Resources: { ...pointed.Resources, Table: z.json().parse(named) } };
}

// `node build/restored-table.ts deployed.json described.json`: docs/production.md, backup and restore
if (import.meta.main) {
  const [deployedFile = '', describedFile = ''] = process.argv.slice(2);
  const deployed = Template.parse(JSON.parse(readFileSync(deployedFile, 'utf8')));
  const described = Described.parse(JSON.parse(readFileSync(describedFile, 'utf8')));
  for (const [file, template] of [
    ['pointed.json', pointedAt(deployed, described)],
    ['adopting.json', adopting(deployed, described)],
  ] as const) {
    writeFileSync(file, JSON.stringify(template));
  }
}
