import { parse } from 'csv-parse/sync';
import type { Delimiter } from '../lib/batches/csv/delimiter.ts';
import { chunkScanner } from '../lib/batches/csv/scan.ts';

const MB = 1024 * 1024;
const dataStart = { number: 1, offset: 0, row: 1, line: 2 };
const options: { delimiter: Delimiter; maxRows: number } = { delimiter: ',', maxRows: 10_000_000 };
let scanned: ReturnType<typeof scanChunks>;

function scanChunks(buffer: Buffer) {
  const scanner = chunkScanner(options, dataStart);
  return [...scanner.feed(buffer), ...scanner.finish()];
}
const rec = (i: number)=>`PAY-${String(i).padStart(9,'0')},Ada,Byron,ada${i}@example.com,+447700900123,12${i%90+10}.50,GBP,Council tax 2026 instalment ${i%12},2026-12-31,LS1 4AP\n`;
const recq = (i: number)=>rec(i).trim().split(',').map(x=>`"${x}"`).join(',')+'\n';
const crlf = (i: number)=>rec(i).trim()+'\r\n';
const rec1 = (i: number)=>`PAY-${String(i).padStart(9,'0')},Ada,Byron,ada${i}@example.com,+447700900123,12${i%90+10}.50,GBP,"Council tax, instalment ${i%12}",2026-12-31,LS1 4AP\n`;
for (const [n,f] of [['plain',rec],['crlf',crlf],['one',rec1],['all',recq]] as const) {
 const parts: string[]=[];let size=0;for(let i=0;size<1e6;i++){const s=f(i);parts.push(s);size+=s.length}
 const one=Buffer.from(parts.join(''));const buf=Buffer.concat(Array(50).fill(one));
 const fns = {nl:()=>{let c=0,p=-1;while((p=buf.indexOf(10,p+1))!==-1)c++;return c}, scan:()=>{scanned=scanChunks(buf);return (scanned.length-1)*200+(scanned.at(-1)?.rows??0)}};
 const best={nl:1e9,scan:1e9};const r={nl:0,scan:0};
 for(let k=0;k<20;k++)for(const key of ['nl','scan'] as const){const a=performance.now();r[key]=fns[key]();best[key]=Math.min(best[key],performance.now()-a)}
 console.log(n,best,best.nl/best.scan,r, parse.length);
}
