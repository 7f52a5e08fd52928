/** What CloudFormation would know of a created resource. */
export interface Physical {
  /** What `Ref` gives. */
  ref: string;
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, string>;
}

export type Physicals = ReadonlyMap<string, Physical>;

export const REGION = 'eu-west-2';
export const ACCOUNT_ID = '000000000000';

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT_ID,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::StackName': 'local',
  'AWS::URLSuffix': 'amazonaws.com',
};

export const INTRINSICS = ['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join'];

/** The intrinsic that this object is a call of, supported or not. */
export function intrinsicOf(value: object): string | undefined {
  const [name, ...others] = Object.keys(value);
  const isCall = name === 'Ref' || name === 'Condition' || name?.startsWith('Fn::');
  return isCall && others.length === 0 ? name : undefined;
}

/** The value with every intrinsic replaced by what it stands for. */
export function resolve(value: unknown, physicals: Physicals): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, physicals));
  if (typeof value !== 'object' || value === null) return value;
  const intrinsic = intrinsicOf(value);
  if (!intrinsic)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, physicals)]));
  return call(intrinsic, Object.values(value)[0], physicals);
}

/** The same, where only text makes sense. */
export function resolveText(value: unknown, physicals: Physicals): string {
  const resolved = resolve(value, physicals);
  if (typeof resolved === 'object' || resolved === undefined)
    throw new Error(`${JSON.stringify(value)} is not text`);
  return String(resolved);
}

function call(intrinsic: string, argument: unknown, physicals: Physicals): unknown {
  switch (intrinsic) {
    case 'Ref':
      return ref(String(argument), physicals);
    case 'Fn::GetAtt': {
      const [id = '', ...path] = Array.isArray(argument) ? argument : String(argument).split('.');
      return attribute(String(id), path.join('.'), physicals);
    }
    case 'Fn::Sub':
      return sub(argument, physicals);
    case 'Fn::Join': {
      const [separator, items] = Array.isArray(argument) ? argument : [];
      if (!Array.isArray(items)) throw new Error(`Fn::Join wants a list: ${JSON.stringify(argument)}`);
      return items.map((item) => resolveText(item, physicals)).join(String(separator));
    }
    default:
      throw new Error(`intrinsic ${intrinsic} is not supported`);
  }
}

function sub(argument: unknown, physicals: Physicals): string {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return resolveText(own[name], physicals);
    const [id = '', ...path] = name.split('.');
    return path.length > 0 ? attribute(id, path.join('.'), physicals) : ref(name, physicals);
  });
}

function ref(name: string, physicals: Physicals): string {
  const value = PSEUDO_PARAMETERS[name] ?? physicals.get(name)?.ref;
  if (value === undefined) throw new Error(`nothing is called ${name}`);
  return value;
}

function attribute(id: string, name: string, physicals: Physicals): string {
  const value = physicals.get(id)?.attributes[name];
  if (value === undefined) throw new Error(`${id} has no attribute ${name} here`);
  return value;
}
