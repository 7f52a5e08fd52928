/** One figure beside its aim. */
export function say(name: string, figure: string, aim: string, met: boolean): void {
  process.stdout.write(`${name.padEnd(64)}${figure.padStart(14)}  ${aim}${met ? '' : ': NOT MET'}\n`);
}

export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
