import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Link } from '../../../lib/links/model/link.ts';
import { toLink } from '../../../lib/table/link-item.ts';
import type { World } from './world.ts';

/** Every link of the table, for looking at from outside. */
export async function storedLinks({ table }: Pick<World, 'table'>): Promise<Link[]> {
  const links: Link[] = [];
  let from: Awaited<ReturnType<typeof page>>['LastEvaluatedKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await page(from);
    for (const item of Items) if (item.sk?.S?.startsWith('L#')) links.push(toLink(item));
    from = LastEvaluatedKey;
  } while (from);
  return links;

  function page(ExclusiveStartKey: ScanCommand['input']['ExclusiveStartKey']) {
    return table.client.send(
      new ScanCommand({
        TableName: table.name,
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
  }
}
