/** What the admin's frame adds to the style of the dev store's pages. */
export const ADMIN_STYLE = `
body.admin { display: grid; grid-template: auto minmax(0, 1fr) / 220px minmax(0, 1fr); height: 100dvh; }
body.admin > header.bar { grid-column: 1 / -1; background: #1a1a1a; color: #fff; padding: 8px 16px; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; min-height: 60px; }
.bar a { color: #fff; } .bar .brand { font-weight: 600; text-decoration: none; } .bar .always { flex: 1 1 auto; } .bar .dim { color: #c9ccd1; }
.bar button { background: #3a3a3a; border-color: #6b6b6b; color: #fff; min-height: 34px; padding: 5px 12px; } .bar button.main { background: #fff; color: #1a1a1a; } .bar button.danger { background: #8e1f0b; border-color: #fff; } .bar button[disabled] { opacity: .55; cursor: default; } .bar button[aria-busy=true]::after { content: "…"; }
.bar :focus-visible { outline-color: #9ecbff; }
.bar .languages { margin-left: auto; } .bar .languages a[aria-current] { color: #fff; border-color: #fff; }
.save { background: #303030; border: 1px solid #6b6b6b; border-radius: 8px; padding: 4px 8px 4px 14px; } .save[hidden] { display: none; } .save strong { margin-right: 12px; }
body.admin > details.side { border: 0; border-radius: 0; border-right: 1px solid var(--line); background: var(--soft); margin: 0; padding: 12px; overflow: auto; }
.side summary { display: none; } .side nav { display: block; } .side ul { list-style: none; margin: 0; padding: 0; } .side ul ul { padding-left: 12px; }
.side a, .side span { display: block; padding: 6px 10px; border-radius: 6px; text-decoration: none; color: var(--ink); } .side span { color: var(--dim); font-size: 13px; padding-top: 12px; }
.side a:hover { background: var(--line); } .side a[aria-current] { background: var(--paper); border: 0; font-weight: 600; }
body.admin > main { max-width: none; width: 100%; margin: 0; padding: 0; min-height: 0; overflow: auto; }
main > iframe { display: block; border: 0; width: 100%; height: 100%; background: #f1f1f1; } main > .inner { padding: 12px 20px; max-width: 720px; }
#toasts { position: fixed; bottom: 20px; left: 50%; transform: translateX(-50%); display: grid; gap: 8px; justify-items: center; width: max-content; max-width: calc(100vw - 32px); }
.toast { display: flex; gap: 12px; align-items: center; background: #1a1a1a; color: #fff; border-radius: 8px; padding: 6px 8px 6px 16px; box-shadow: 0 4px 16px #0006; } .toast.bad { background: #8e1f0b; } .toast button { background: transparent; color: inherit; border-color: transparent; } .toast :focus-visible { outline-color: #9ecbff; }
dialog { color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 20px; width: min(520px, calc(100vw - 32px)); } dialog::backdrop { background: #0008; } dialog h2 { margin-top: 0; } .end-of-dialog { justify-content: flex-end; margin-top: 16px; }
.picker { list-style: none; padding: 0; max-height: 50vh; overflow: auto; } .picker li { padding: 6px 0; border-bottom: 1px solid var(--line); }
@media (max-width: 720px) {
  body.admin { grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); }
  body.admin > details.side { border-right: 0; border-bottom: 1px solid var(--line); padding: 6px 12px; max-height: 60vh; } .side summary { display: list-item; min-height: 32px; align-content: center; } .side[open] summary { margin: 0; }
  .side a { padding: 10px; }
  body > .bar { position: relative; } body.unsaved .bar .always { visibility: hidden; } .save { position: absolute; inset: 0; flex-wrap: nowrap; border: 0; border-radius: 0; padding: 8px 16px; } .save strong { flex: 1; min-width: 0; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
}
`;
