/** The only style of the dev store's pages: readable on a phone, in the dark, and by keyboard. */
export const STYLE = `
:root { color-scheme: light dark; --line: #d5d8dc; --soft: #f4f5f7; --ink: #1c1e21; --dim: #5c6370; --link: #0b5cad; --good: #0f6b3c; --bad: #a3201d; --warn: #8a5a00; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3a3f47; --soft: #23262b; --ink: #e8eaed; --dim: #a2a9b4; --link: #82b7f5; --good: #6fd39c; --bad: #ff9d97; --warn: #f0c674; --paper: #17191c; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 8px; }
header.top { border-bottom: 1px solid var(--line); background: var(--soft); }
header.top > div, main { max-width: 1080px; margin: 0 auto; padding: 12px 20px; }
header.top > div { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline; }
header.top strong { font-size: 16px; }
nav { display: flex; flex-wrap: wrap; gap: 2px 16px; } nav a { padding: 4px 0; text-decoration: none; } nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 2px solid var(--link); }
main { padding-bottom: 48px; }
h1 { font-size: 22px; margin: 16px 0 8px; overflow-wrap: anywhere; } h2 { font-size: 17px; margin: 24px 0 8px; }
.row { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; } .row.end { align-items: flex-end; }
.dim { color: var(--dim); } .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 9px; font-size: 13px; white-space: nowrap; color: var(--dim); }
.tag.good { color: var(--good); } .tag.bad { color: var(--bad); } .tag.warn { color: var(--warn); }
.said { border: 1px solid var(--good); border-left-width: 5px; padding: 10px 14px; margin: 12px 0; border-radius: 4px; } .said.bad { border-color: var(--bad); }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-weight: 600; color: var(--dim); font-size: 13px; } th, td { padding: 7px 10px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; } th.num { text-align: right; } td.at { padding-right: 16px; white-space: nowrap; color: var(--dim); }
.empty { border: 1px dashed var(--line); border-radius: 6px; padding: 24px; text-align: center; color: var(--dim); }
.cols { display: grid; grid-template-columns: minmax(0, 3fr) minmax(260px, 2fr); gap: 0 32px; } .cols > * { min-width: 0; }
details, .box { border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; margin: 0 0 10px; } summary { cursor: pointer; font-weight: 600; } details[open] summary { margin-bottom: 10px; }
form.stack > * { margin-bottom: 10px; } label { display: block; } label.inline { display: flex; gap: 8px; align-items: center; }
label > span { display: block; font-size: 13px; color: var(--dim); }
input, select, button { font: inherit; color: inherit; } input:not([type=checkbox]), select { width: 100%; padding: 7px 9px; border: 1px solid var(--line); border-radius: 5px; background: var(--paper); } input.short { width: 84px; } form[role=search] { margin-bottom: 12px; } .search { flex: 1 1 220px; max-width: 420px; }
button { padding: 7px 14px; border: 1px solid var(--line); border-radius: 5px; background: var(--soft); cursor: pointer; min-height: 38px; } button.main { background: var(--link); border-color: var(--link); color: var(--paper); } button.danger { color: var(--bad); border-color: var(--bad); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0; } dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; } dd.num { text-align: right; }
pre { background: var(--soft); padding: 12px; border-radius: 6px; overflow: auto; max-height: 480px; font-size: 13px; }
code { overflow-wrap: anywhere; }
.pager { display: flex; gap: 16px; padding: 12px 0; }
@media (max-width: 720px) {
  nav { gap: 2px 12px; font-size: 14px; }
  header.top > div, main { padding-left: 16px; padding-right: 16px; } .cols { grid-template-columns: minmax(0, 1fr); } .cols > .first { order: -1; }
  table.cards thead { position: absolute; left: -9999px; } table.cards tr { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; padding: 10px 0; border-bottom: 1px solid var(--line); } table.cards td { border: 0; padding: 0; } table.cards td.lead { text-align: left; } table.cards td.wide { grid-column: 1 / -1; }
  button, input:not([type=checkbox]), select { min-height: 44px; } input.short { width: 100px; }
}
`;
