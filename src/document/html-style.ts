/** How the document looks in a browser: by day and by night, on a phone, at a desk and on paper. */
export const documentStyle = `
:root { --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --paper: #fff; --tint: #f6f8fa; --link: #0a58ca; --alarm: #a40e26; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ed; --soft: #9aa4af; --line: #343b44; --paper: #14181d; --tint: #1d232a; --link: #79b0ff; --alarm: #ff8a98; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Thai", "Noto Sans JP", "Hiragino Sans", sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 50rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3, h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, ol, blockquote, pre, .table { margin: 0 0 .75rem; }
ul, ol { padding-left: 1.4rem; }
li { margin: .2rem 0; }
li > ul, li > ol { margin: .2rem 0 0; }
li.box { list-style: none; margin-left: -1.4rem; }
a { color: var(--link); }
.over { color: var(--soft); margin: 0 0 .25rem; }
.status { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; margin-left: .4rem; font-size: .85rem; color: var(--ink); }
.mark { font-weight: 600; border-left: 4px solid var(--alarm); color: var(--alarm); background: var(--tint); padding: .4rem .75rem; }
.mark.drill { border-color: var(--soft); color: var(--soft); }
.asks, .empty { color: var(--soft); }
.asks { font-size: .9rem; margin-bottom: .5rem; }
.empty { font-style: italic; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: 0; }
dl > div { display: contents; }
dt { color: var(--soft); }
dd { margin: 0; }
.table { overflow-x: auto; }
.filled { margin-bottom: .75rem; }
td.figures { white-space: nowrap; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45; overflow-wrap: break-word; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); min-width: 5rem; }
th { background: var(--tint); }
blockquote { margin-left: 0; padding-left: .9rem; border-left: 3px solid var(--line); color: var(--soft); }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--tint); padding: .1em .3em; border-radius: 3px; }
pre { background: var(--tint); padding: .75rem; overflow-x: auto; border-radius: 4px; }
pre code { padding: 0; background: none; overflow-wrap: normal; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
footer { color: var(--soft); font-size: .85rem; padding-top: 2rem; padding-bottom: 2rem; }
@media screen and (max-width: 40rem) {
  h1 { font-size: 1.4rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  .filled thead { display: none; }
  .filled, .filled tbody, .filled tr { display: block; }
  .filled tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .filled td { display: block; border: 0; padding: 0; min-width: 0; }
  .filled td:not(:last-child) { color: var(--soft); font-size: .8rem; }
  .filled td:first-child:not(:last-child) { color: var(--ink); font-weight: 600; }
  .filled td:not(:first-child):not(:last-child)::before { content: attr(data-label) ": "; }
  .filled td:empty { display: none; }
}
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --tint: #f3f3f3; --link: #000; --alarm: #900; }
  @page { margin: 18mm; }
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  tr, li, .mark { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  pre { white-space: pre-wrap; }
  a[href]::after { content: " (" attr(href) ")"; font-size: .85em; color: var(--soft); }
}
`;
