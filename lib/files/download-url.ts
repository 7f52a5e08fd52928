import { type FileSigner, signatureOf } from './signer.ts';

const LIFE_SECONDS = 300;

/** An address under which a CSV of the bucket can be downloaded for five minutes, to be saved as `fileName`. */
export async function downloadUrl(
  signer: FileSigner,
  nowMs: number,
  key: string,
  fileName: string,
): Promise<string> {
  const { protocol, hostname, port, pathname } = new URL(signer.url);
  const path = `${pathname.replace(/\/$/, '')}/${key.split('/').map(escaped).join('/')}`;
  const { query = {} } = await signatureOf(signer).presign(
    {
      method: 'GET',
      protocol,
      hostname,
      path,
      query: {
        'response-content-disposition': attachment(fileName),
        'response-content-type': 'text/csv; charset=utf-8',
      },
      headers: {
        host: port === '' ? hostname : `${hostname}:${port}`,
        'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
      },
    },
    { signingDate: new Date(nowMs), expiresIn: LIFE_SECONDS },
  );
  const parameters = Object.entries(query).map(
    ([name, value]) => `${escaped(name)}=${escaped(String(value))}`,
  );
  return `${new URL(signer.url).origin}${path}?${parameters.join('&')}`;
}

/** RFC 6266: the name in ASCII for all, and as it is for those who read `filename*`. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w .()-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped(fileName.toWellFormed())}`;
}

/** RFC 3986, as the signature wants it: `+` is no space. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
