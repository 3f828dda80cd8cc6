/** The one style of the practice pages: linen, ink and terracotta, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#faf7f2;--surface:#fff;--sunk:#f2ece3;--line:#e4dacd;--ink:#2a2420;--soft:#6b5f55;--accent:#a84b26}
@media (prefers-color-scheme:dark){:root{--paper:#1b1815;--surface:#25211d;--sunk:#151210;--line:#3a332c;--ink:#f3ece3;--soft:#b3a699;--accent:#e58a5f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 Inter,system-ui,sans-serif}
a{color:inherit;text-decoration:none}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:6px}
h1{font:500 28px/1.2 Fraunces,Georgia,serif;margin:0}
.notice{margin:0;background:var(--sunk);border-bottom:1px solid var(--line);color:var(--soft);font-size:13px;padding:8px 24px;text-align:center}
.notice b{color:var(--accent);font-weight:600}
main{max-width:935px;margin:0 auto;padding:40px 24px 64px}
header{display:flex;gap:32px;align-items:center;padding-bottom:32px;border-bottom:1px solid var(--line);margin-bottom:24px}
.face{flex:none;width:112px;height:112px;border-radius:50%;background:var(--accent);color:var(--paper);display:grid;place-items:center;font:500 48px/1 Fraunces,Georgia,serif}
.handle{color:var(--soft);margin:4px 0 12px}
.count b{font-variant-numeric:tabular-nums}
.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:4px;list-style:none;margin:0;padding:0}
.grid a{display:block;aspect-ratio:3/4;background:var(--sunk);overflow:hidden}
.grid img{width:100%;height:100%;object-fit:cover;display:block}
.grid a:hover img{opacity:.88}
.empty{text-align:center;color:var(--soft);padding:64px 0}
.grid a{position:relative}
.mark{position:absolute;top:8px;right:8px;background:#1b1815cc;color:#f3ece3;border-radius:6px;padding:2px 8px;font-size:12px;font-weight:600}
.stories{display:flex;gap:16px;list-style:none;margin:0 0 24px;padding:0}
.stories img{display:block;width:64px;height:64px;border-radius:50%;object-fit:cover;border:2px solid var(--paper);box-shadow:0 0 0 2px var(--accent)}
article video{display:block;width:100%;height:auto;max-height:80vh;background:#151210}
article .picture{min-width:0}
.strip{display:flex;align-items:center;width:100%;overflow-x:auto;scroll-snap-type:x mandatory}
.strip>*{flex:0 0 94%;min-width:0;scroll-snap-align:start;margin-right:4px}
.comments{list-style:none;margin:0;padding:0 16px 16px;display:grid;gap:8px;overflow-wrap:anywhere}
.off{color:var(--soft);padding:0 16px;margin:0 0 16px;font-size:13px}
.login{max-width:480px}
.login section{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:16px;margin:16px 0}
.login h2{font-size:16px;margin:0 0 8px}
.login .scopes{color:var(--soft);font-size:13px;padding-left:20px}
.login a{text-decoration:underline;margin-right:16px}
.login .allow{background:var(--accent);color:var(--paper);border-radius:8px;padding:8px 20px;text-decoration:none}
article{display:grid;grid-template-columns:minmax(0,1.4fr) minmax(0,1fr);background:var(--surface);border:1px solid var(--line);border-radius:10px;overflow:hidden}
article .picture{background:var(--sunk);display:grid;place-items:center}
article img{display:block;width:100%;height:auto}
.words{display:flex;flex-direction:column;border-left:1px solid var(--line);min-height:320px}
.words .who{padding:16px;border-bottom:1px solid var(--line);font:600 15px/1.5 Inter,system-ui,sans-serif}
.words .caption{padding:16px;margin:0;white-space:pre-wrap;overflow-wrap:anywhere;flex:1}
.tag{color:var(--accent)}
.words dl{margin:0;padding:16px;border-top:1px solid var(--line);color:var(--soft);font-size:13px;display:grid;grid-template-columns:auto 1fr;gap:4px 12px}
.words dd{margin:0;overflow-wrap:anywhere}
.back{display:inline-block;color:var(--soft);margin-bottom:16px}
.back:hover,.who a:hover{color:var(--accent)}
.people{list-style:none;margin:24px 0 0;padding:0;display:grid;gap:8px}
.people a{display:block;padding:16px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
@media (max-width:700px){article{grid-template-columns:1fr}.words{border-left:0;border-top:1px solid var(--line)}header{gap:16px}.face{width:72px;height:72px;font-size:32px}}
`;
