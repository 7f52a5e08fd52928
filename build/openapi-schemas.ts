import * as z from 'zod/mini';
import { BatchBody, ListedBatchBody } from '../lib/api/batch-body.ts';
import { NewBatchBody } from '../lib/api/batches-create.ts';
import { BatchEventBody } from '../lib/api/batches-events.ts';
import { BatchRowBody } from '../lib/api/batches-rows.ts';
import { ConnectionBody, ConnectionSummary } from '../lib/api/connection-body.ts';
import { EventBody } from '../lib/api/event-body.ts';
import { ExpandedLinkBody } from '../lib/api/expanded-link-body.ts';
import { ExportBody } from '../lib/api/export-body.ts';
import { NewExportBody } from '../lib/api/exports-create.ts';
import { ToldEventBody } from '../lib/api/feed.ts';
import { LinkBody } from '../lib/api/link-body.ts';
import { NewLinkBody } from '../lib/api/links-create.ts';
import { LinkChangesBody } from '../lib/api/links-update.ts';
import { MessageBody } from '../lib/api/message-body.ts';
import { ProviderLinkBody } from '../lib/api/provider-link-body.ts';
import { WebhookDeliveryBody } from '../lib/api/webhook-deliveries.ts';
import { WebhookEndpointBody } from '../lib/api/webhook-endpoint-body.ts';
import { WordingBody, WordingInput } from '../lib/api/wording.ts';
import { PreviewBody, PreviewInput } from '../lib/api/wording-preview.ts';
import { DESCRIPTIONS } from './openapi-descriptions.ts';

/** A JSON schema as the document holds it. */
export interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  $ref?: string;
  $defs?: Record<string, Schema>;
  [keyword: string]: unknown;
}

/** Schemas that stand under a name of their own wherever they occur. */
const names = z.registry<{ id: string }>();
names.add(LinkBody, { id: 'Link' });
names.add(ExpandedLinkBody, { id: 'ExpandedLink' });
names.add(NewLinkBody, { id: 'NewLink' });
names.add(LinkChangesBody, { id: 'LinkChanges' });
names.add(MessageBody, { id: 'Message' });
names.add(EventBody, { id: 'Event' });
names.add(BatchBody, { id: 'Batch' });
names.add(ListedBatchBody, { id: 'ListedBatch' });
names.add(NewBatchBody, { id: 'NewBatch' });
names.add(BatchRowBody, { id: 'BatchRow' });
names.add(BatchEventBody, { id: 'BatchEvent' });
names.add(ExportBody, { id: 'Export' });
names.add(NewExportBody, { id: 'NewExport' });
names.add(ConnectionBody, { id: 'Connection' });
names.add(WordingBody, { id: 'Wording' });
names.add(WordingInput, { id: 'NewWording' });
names.add(PreviewInput, { id: 'NewWordingPreview' });
names.add(PreviewBody, { id: 'WordingPreview' });
names.add(ConnectionSummary, { id: 'ConnectionSummary' });
names.add(ToldEventBody, { id: 'ToldEvent' });
names.add(WebhookEndpointBody, { id: 'WebhookEndpoint' });
names.add(WebhookDeliveryBody, { id: 'WebhookDelivery' });
names.add(ProviderLinkBody, { id: 'ProviderLink' });

/** Collects the schemas of all operations as components. */
export function schemaCollector() {
  const components: Record<string, Schema> = {};
  return {
    components,
    /** A reference to the schema, under its registered name, else under `name`. */
    refer(schema: z.core.$ZodType, io: 'input' | 'output', name: string): Schema {
      const id = names.get(schema)?.id ?? name;
      const found = convert(schema, io);
      // A schema that is known by name comes as a reference to itself, and its definition beside it.
      if (found.$ref === undefined) components[id] = described(id, found);
      return { $ref: `#/components/schemas/${id}` };
    },
    /** The schema itself, for parameters. */
    inline: (schema: z.core.$ZodType, io: 'input' | 'output') => convert(schema, io),
  };

  function convert(schema: z.core.$ZodType, io: 'input' | 'output'): Schema {
    const text = JSON.stringify(
      z.toJSONSchema(schema, { io, metadata: names, unrepresentable: 'any', override: withoutNoise }),
    );
    const {
      $schema: _,
      $defs = {},
      id: __,
      ...rest
    }: Schema = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
    for (const [id, { id: ___, ...definition }] of Object.entries($defs)) {
      components[id] ??= described(id, definition);
    }
    return rest;
  }
}

/** Limits of JavaScript's own integers tell a reader nothing. */
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

function described(id: string, schema: Schema): Schema {
  const texts = DESCRIPTIONS[id] ?? DESCRIPTIONS[SAME_AS[id] ?? ''];
  if (!texts || !schema.properties) return schema;
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [
      name,
      texts[name] ? { ...property, description: texts[name] } : property,
    ]),
  );
  return { ...schema, properties };
}

/** Schemas whose fields mean what those of another do. */
const SAME_AS: Readonly<Record<string, string>> = { ExpandedLink: 'Link', ListedBatch: 'Batch' };
