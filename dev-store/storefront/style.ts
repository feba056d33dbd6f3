/** What the storefront adds to the style of the dev store's pages. */
export const STORE_STYLE = `
.products { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 12px; list-style: none; padding: 0; }
.products li { border: 1px solid var(--line); border-radius: 8px; padding: 14px; display: flex; flex-direction: column; gap: 6px; } .products form { margin-top: auto; } .products strong { overflow-wrap: anywhere; }
.checkout { display: grid; grid-template: auto 1fr / minmax(0, 3fr) minmax(300px, 2fr); gap: 8px 40px; } .checkout > .beside { grid-area: 1 / 2 / 3 / 3; } .checkout > * { min-width: 0; } .checkout section { border-bottom: 1px solid var(--line); padding-bottom: 16px; }
.lines td:first-child { width: 100%; } .total { font-size: 18px; font-weight: 600; }
.extension { margin: 12px 0; } .extension-error pre { margin: 6px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 200px; }
fieldset { border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; margin: 0 0 12px; } fieldset label { min-height: 32px; } input[type=radio] { width: auto; min-height: 0; margin: 0; } textarea { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 5px; padding: 7px 9px; }
table + dl.box { margin-top: 12px; } .pager { align-items: baseline; }
.inline-form { display: flex; gap: 8px; align-items: flex-end; } .inline-form label { flex: 1; }
.languages { margin-left: auto; } .narrow { max-width: 480px; }
@media (max-width: 720px) { .checkout { display: block; } fieldset label { min-height: 44px; } table.lines td { padding-right: 6px; } }
`;
