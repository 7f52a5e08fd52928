import type { LocalFunction } from './function-pool.ts';
import { type Physicals, resolve, resolveText } from './intrinsics.ts';
import type { InvokeRights } from './invoke-rights.ts';
import { createRoutes, type FindRoute } from './routes.ts';
import { ofType, record, type Template } from './template.ts';

export interface Integration {
  function: LocalFunction;
  /** How long the gateway waits; 30 s is the most and the default. */
  timeoutMs: number;
  /** Why the gateway may not invoke the function, which then answers 500. */
  refusal: string | undefined;
}

/** The routes of the template's HTTP API. */
export function readHttpApi(
  template: Template,
  physicals: Physicals,
  functionAt: (arn: string) => LocalFunction,
  rights: InvokeRights,
): FindRoute<Integration> {
  const integrations = new Map<string, Integration>();
  for (const [id, properties] of ofType(template, 'AWS::ApiGatewayV2::Integration')) {
    const {
      IntegrationType,
      PayloadFormatVersion,
      IntegrationUri,
      CredentialsArn,
      TimeoutInMillis = 30_000,
    } = record(resolve(properties, physicals));
    if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0')
      throw new Error(`The local gateway speaks AWS_PROXY with payload format 2.0 only; ${id} wants another`);
    const arn = String(IntegrationUri);
    integrations.set(id, {
      function: functionAt(arn),
      refusal: rights.refusal(arn, CredentialsArn === undefined ? undefined : String(CredentialsArn)),
      timeoutMs: Number(TimeoutInMillis),
    });
  }
  const routes = ofType(template, 'AWS::ApiGatewayV2::Route').map(([id, { RouteKey, Target }]) => {
    const target = integrations.get(resolveText(Target, physicals).replace('integrations/', ''));
    if (!target) throw new Error(`The route ${id} has no integration`);
    return { routeKey: resolveText(RouteKey, physicals), target };
  });
  return createRoutes(routes);
}
