/** Colours that differ in lightness too, so that the areas are told apart without them. */
export const style = `
:root{color-scheme:light dark;--text:#1c2430;--soft:#586474;--ground:#fff;--line:#d5dbe3;--day:#e6edf5;--window:#cfdef0;--first:#8a4b00;--reminder:#0b5cab;
--paid:#1d7a46;--partially_paid:#7cc397;--processing:#f0c24b;--active:#5b9bd9;--expired:#9aa4b1;--cancelled:#5f6975;--failed:#b3261e}
@media(prefers-color-scheme:dark){:root{--text:#e8edf3;--soft:#a4b0bf;--ground:#11161d;--line:#2c3642;--day:#1c2632;--window:#2a3d55;--first:#f0b266;--reminder:#7fbcff;
--paid:#3fae6d;--partially_paid:#a5dcb9;--processing:#d9a92f;--active:#3f7fbf;--expired:#6d7784;--cancelled:#424b56;--failed:#f2867e}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:1240px;margin:0 auto;padding:16px}
h1{font-size:1.6rem;line-height:1.2;margin:.4em 0}h2{font-size:1.15rem;margin:1.6em 0 .4em}p{margin:.4em 0;max-width:75ch}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:.875rem;max-width:none}.key span{display:inline-flex;align-items:center;gap:6px}
.key i{display:inline-block;width:14px;height:14px;border:1px solid var(--line)}
.k-first{background:var(--first);transform:rotate(45deg) scale(.7)}.k-reminder{background:var(--reminder);border-radius:50%;transform:scale(.8)}.k-day{background:var(--day)}.k-window{background:var(--window)}
.zones{display:grid;grid-template-columns:repeat(auto-fill,minmax(270px,1fr));gap:16px;margin-top:12px}
figure{margin:0}figcaption{font-size:.875rem;font-weight:600;margin-bottom:4px}figcaption span{display:block;font-weight:400;color:var(--soft)}
svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font-size:10px}.states{max-width:900px}.states svg text{font-size:12px}@media(max-width:600px){.states svg text{font-size:24px}}
.night{fill:none;stroke:var(--line);stroke-width:.6}.day{fill:var(--day)}.window{fill:var(--window)}.first{fill:var(--first)}.reminder{fill:var(--reminder);fill-opacity:.75}.line{stroke:var(--line);stroke-width:.6;fill:none}
.states path:not(.line){stroke:var(--ground);stroke-width:.8}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}caption{text-align:left;font-size:.875rem;color:var(--soft)}
th,td{padding:4px 12px 4px 0;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}th[scope=row],thead th:first-child{text-align:left;font-weight:400}
summary{cursor:pointer;padding:8px 0}
${['paid', 'partially_paid', 'processing', 'active', 'expired', 'cancelled', 'failed']
  .map((state) => `.s-${state}{fill:var(--${state})}.k-${state}{background:var(--${state})}`)
  .join('')}`;
