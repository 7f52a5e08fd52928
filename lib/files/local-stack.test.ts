import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFixture } from '../../local/runner/runner-fixture.ts';
import { postFile } from '../../test/support/start-files.ts';

const ours = (module: string) => JSON.stringify(import.meta.resolve(`./${module}.ts`));
const arn = { 'Fn::GetAtt': ['FilesBucket', 'Arn'] };
const objects = { 'Fn::Sub': `\${FilesBucket.Arn}/*` };
const properties = { Environment: { Variables: { FILES_BUCKET: { Ref: 'FilesBucket' } } } };
const told = `.catch((error) => ({ failed: error.name }))`;

/** Functions as they will run, each with its own role, on the bucket as it is declared. */
let stack: Awaited<ReturnType<typeof startFixture>>;
beforeAll(async () => {
  stack = await startFixture(
    {
      signs: {
        source: `import { fileSigner } from ${ours('signer')};
          import { uploadForm } from ${ours('upload-form')};
          import { downloadUrl } from ${ours('download-url')};
          export const handler = async ({ key }) => ({
            form: await uploadForm(fileSigner(), Date.now(), { key, maxBytes: 100 }),
            url: await downloadUrl(fileSigner(), Date.now(), key, 'mine.csv'),
          });`,
        properties,
      },
      reads: {
        source: `import { files } from ${ours('client')};
          import { readRange } from ${ours('read')};
          import { putReport } from ${ours('report')};
          import { uploaded } from ${ours('uploaded')};
          export const handler = async ({ key }) => {
            const file = await uploaded(files(), key)${told};
            const text = file?.versionId && (await readRange(files(), key, file.versionId, 0, file.bytes)).toString();
            const report = await putReport(files(), 'report', (async function* () { yield text; })())${told};
            return { file, text, report };
          };`,
        properties,
        allows: [
          { Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: objects },
          { Action: 's3:ListBucket', Resource: arn },
        ],
      },
      mayNot: {
        source: `import { files } from ${ours('client')};
          import { uploaded } from ${ours('uploaded')};
          export const handler = ({ key }) => uploaded(files(), key)${told};`,
        properties,
        allows: [{ Action: 's3:GetObject', Resource: objects }],
      },
    },
    {
      FilesBucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          VersioningConfiguration: { Status: 'Enabled' },
          CorsConfiguration: {
            CorsRules: [
              { AllowedOrigins: ['*'], AllowedMethods: ['POST'], AllowedHeaders: ['*'], MaxAge: 60 },
            ],
          },
        },
      },
    },
  );
});
afterAll(() => stack.close());

// biome-ignore lint/suspicious/noExplicitAny: what a function answers is what the test looks at
const invoke = async (name: string): Promise<any> => {
  const outcome = await stack.runner.invoke(name, { key: 'O1/B1/upload.csv' });
  return outcome.ok ? outcome.value : outcome;
};

it('a form that a function signs takes a file from outside, and the worker reads that version', async () => {
  expect((await invoke('reads')).file).toBeUndefined();
  const { form, url } = await invoke('signs');
  expect(form.url).toBe(`${stack.s3.url}/files/`);
  expect((await postFile(form, 'a,b\r\n')).status).toBe(204);
  expect(await (await fetch(url)).text()).toBe('a,b\r\n');
  expect(await invoke('reads')).toMatchObject({
    file: { bytes: 5 },
    text: 'a,b\r\n',
    report: { failed: 'AccessDenied' }, // its role lacks PutObject
  });
});

it('who may not list is refused where AWS would not tell whether the file is there', async () => {
  expect(await invoke('mayNot')).toMatchObject({
    failed: expect.stringMatching(/Forbidden|AccessDenied|403/),
  });
});

it('a page of any origin may send the form', async () => {
  const preflight = await fetch(`${stack.s3.url}/files/`, {
    method: 'OPTIONS',
    headers: { origin: 'https://console.example.com', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
});
