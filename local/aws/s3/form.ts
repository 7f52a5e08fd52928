import { AwsError } from '../aws-error.ts';
import { createByteReader } from './byte-reader.ts';

export interface Form {
  /** By name in lower case; S3 compares them so. */
  fields: Record<string, string>;
  fileName: string;
  fileType: string | undefined;
  file: AsyncGenerator<Buffer>;
}

const FIELDS_LIMIT = 20 * 1024;

/** Reads multipart/form-data up to its `file`, which S3 wants last and which is left to be streamed. */
export async function readForm(source: AsyncIterator<Buffer>, contentType: string): Promise<Form> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]{1,70})"?/i.exec(contentType)?.[1];
  if (!boundary)
    throw new AwsError(
      'PreconditionFailed',
      'Bucket POST must be of the enclosure-type multipart/form-data',
      412,
    );
  const reader = createByteReader(source);
  const fields: Record<string, string> = Object.create(null);
  let size = 0;
  if ((await reader.line()) !== `--${boundary}`) throw malformed();
  for (;;) {
    const headers = await readHeaders(reader.line);
    const name = /[; ]name="([^"]*)"/.exec(headers['content-disposition'] ?? '')?.[1]?.toLowerCase();
    if (name === undefined) throw malformed();
    const content = reader.until(`\r\n--${boundary}`);
    if (name === 'file') {
      const fileName = /filename="([^"]*)"/.exec(headers['content-disposition'] ?? '')?.[1] ?? '';
      return { fields, fileName, fileType: headers['content-type'], file: content };
    }
    const parts: Buffer[] = [];
    for await (const part of content) {
      size += part.length;
      if (size > FIELDS_LIMIT)
        throw new AwsError('MaxPostPreDataLengthExceeded', 'Your POST fields are too large.');
      parts.push(Buffer.from(part));
    }
    fields[name] = Buffer.concat(parts).toString('utf8');
    if ((await reader.line()) !== '')
      throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.');
  }
}

async function readHeaders(line: () => Promise<string>): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (;;) {
    const text = await line();
    if (text === '') return headers;
    const colon = text.indexOf(':');
    headers[text.slice(0, colon).toLowerCase()] = text.slice(colon + 1).trim();
  }
}

const malformed = () =>
  new AwsError('MalformedPOSTRequest', 'The body is not well-formed multipart/form-data.');
