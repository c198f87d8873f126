/** The handbook's looks: readable on a phone, in the dark and on paper, without a script. */
export const style = `:root {
  color-scheme: light dark;
  --ink: #1d1c1d; --soft: #5b5a5e; --paper: #ffffff; --line: #dddddf; --tint: #f5f5f6;
  --link: #0b57a4; --warn: #8a5a00; --stop: #a8201a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8e8ea; --soft: #a9a9b0; --paper: #18191b; --line: #3a3b40; --tint: #232427;
    --link: #7db7f2; --warn: #e6b450; --stop: #ff8a80;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; color: var(--ink); background: var(--paper); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans Thai", sans-serif;
}
header, main, footer { max-width: 44rem; margin: 0 auto; padding: .75rem 1rem; }
header { border-bottom: 1px solid var(--line); }
header .home { font-weight: 600; color: var(--ink); text-decoration: none; }
header details { margin-top: .25rem; }
summary { cursor: pointer; color: var(--link); padding: .35rem 0; }
nav ul { list-style: none; margin: 0; padding: 0; columns: 2; column-gap: 1.5rem; }
nav a { display: block; padding: .3rem 0; }
nav.contents { background: var(--tint); border-radius: .5rem; padding: .5rem 1rem; margin: 1rem 0; }
a { color: var(--link); }
a[aria-current] { color: inherit; text-decoration: none; font-weight: 600; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .75rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
p { margin: .5rem 0; }
ul, ol { padding-left: 1.4rem; margin: .5rem 0; }
li { margin: .3rem 0; }
ol > li { margin: .7rem 0; }
dl { margin: .5rem 0; }
dl > div { display: flex; gap: .75rem; padding: .2rem 0; }
dt { flex: 0 0 9rem; color: var(--soft); }
dd { margin: 0; flex: 1; min-width: 0; }
code { background: var(--tint); border-radius: .25rem; padding: .1em .3em; font-size: .9em; }
pre { background: var(--tint); border-radius: .5rem; padding: .75rem; overflow-x: auto; font-size: .9rem; }
pre code { padding: 0; }
pre.message { white-space: pre-wrap; font-family: inherit; border-left: 3px solid var(--line); }
.note { border-left: 4px solid var(--line); padding: .25rem .75rem; background: var(--tint); }
.caution { border-color: var(--warn); }
.forbidden { border-color: var(--stop); }
.trail { color: var(--soft); font-size: .9rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; overflow-wrap: normal; }
th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; }
footer { color: var(--soft); border-top: 1px solid var(--line); margin-top: 2rem; }
@media (max-width: 30rem) {
  dt { flex-basis: 6.5rem; font-size: .9rem; }
  li dl > div { gap: .5rem; }
  li dt { flex-basis: 5.5rem; }
  nav ul { columns: 1; }
}
@media print {
  header details, nav, footer { display: none; }
  body { font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  li, dl > div, pre { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
