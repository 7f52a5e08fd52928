import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/**
 * The Chromium that comes inside `@sparticuz/chromium`, with the few libraries and the one font that it needs: nothing
 * but glibc is taken from the machine, so a bare one will do and every machine draws the same pages. It reaches loopback
 * only.
 */
export async function launchBrowser(): Promise<Browser> {
  const directory = await unpacked();
  return chromium.launch({
    executablePath: join(directory, 'chromium'),
    // Root, and containers without user namespaces, cannot have Chromium's sandbox; it only meets our own pages.
    chromiumSandbox: false,
    args: [
      '--no-zygote',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
    env: {
      HOME: directory,
      LD_LIBRARY_PATH: join(directory, 'al2023/lib'),
      FONTCONFIG_FILE: join(directory, 'fonts.conf'),
      TMPDIR: tmpdir(),
    },
  });
}

const main = import.meta.resolve('@sparticuz/chromium');
const { version } = JSON.parse(readFileSync(new URL('../package.json', main), 'utf8'));

/** Where the package's archives stand unpacked (220 MB): once per machine and version, whoever comes first. */
async function unpacked(): Promise<string> {
  const directory = join(tmpdir(), `paylinks-chromium-${version}`);
  if (existsSync(directory)) return directory;
  const fresh = await mkdtemp(`${directory}-`);
  // The package unpacks into TMPDIR, and its libraries only where it takes the machine for Lambda.
  const unpack = `await (await import('@sparticuz/chromium')).default.executablePath()`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: import.meta.dirname,
    env: { TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  await mkdir(join(fresh, 'fonts-cache'));
  await writeFile(join(fresh, 'fonts.conf'), fontsConf(directory));
  // Whole or not at all; where another was first, its copy is as good.
  await rename(fresh, directory).catch(() => rm(fresh, { recursive: true }));
  return directory;
}

function fontsConf(directory: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${directory}/fonts/fonts</dir><cachedir>${directory}/fonts-cache</cachedir></fontconfig>
`;
}
