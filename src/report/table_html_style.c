/* What documents of tables have beside the sheet's style, and the script that sorts. */
#include "table_html.h"

const char table_html_style[] =
        "main,header,footer{max-width:84rem}\n"
        ".over{margin:.2em 0;font-size:.92em;white-space:pre-wrap}\n"
        ".contents ol{columns:3 16rem;padding-left:1.6em;margin:.6rem 0 0}\n"
        ".part table{margin-top:.8rem}\n"
        ".wide{font-size:.78em}.wide th,.wide td{padding:.25em .35em}\n"
        ".nw{white-space:nowrap}.wd{overflow-wrap:break-word}\n"
        ".mark.bad{font-weight:700}.mark.word{font-weight:700;font-size:.9em}\n"
        ".h1{background:#f6e3c8}.h2{background:#eec08a}.h3{background:#b4511e;color:#fff;font-weight:700}"
        ".h4{background:#6b1f14;color:#fff;font-weight:700}\n"
        ".chart{margin-top:.8rem}.chart .mid{text-anchor:middle}.chart .light{fill:#fff;font-weight:700}\n"
        ".chart .scale{font-size:11px;fill:#444}\n"
        ".sorts thead th button{all:unset;cursor:pointer;font:inherit;display:block;width:100%;box-sizing:border-box}\n"
        ".sorts thead th button:focus-visible{outline:3px solid #0b3d77;outline-offset:1px}\n"
        ".sorts th[aria-sort=ascending] button::after{content:\" ▲\"}.sorts th[aria-sort=descending] "
        "button::after{content:\" ▼\"}\n"
        "@media screen and (max-width:46rem){.chart.heat{display:none}.wide{font-size:1em}.contents "
        "ol{columns:1}.nw,.num{white-space:normal}}\n"
        "@media print{.contents{font-size:.85em}.wide{font-size:.72em}.part~.part{break-before:auto}"
        ".contents+.part+.part{break-before:page}}\n";

/* Sorts a table's rows by the column whose heading is pressed; numbers by their value. Without it the headings are headings. */
const char table_html_script[] =
        "document.querySelectorAll('table.sorts').forEach(function(t){var b=t.tBodies[0];"
        "Array.prototype.forEach.call(t.tHead.rows[0].cells,function(h,i){var "
        "k=document.createElement('button');k.type='button';"
        "k.textContent=h.textContent;h.textContent='';h.appendChild(k);k.addEventListener('click',function(){"
        "var up=h.getAttribute('aria-sort')!=='ascending';Array.prototype.forEach.call(h.parentNode.cells,function(o){"
        "o.removeAttribute('aria-sort')});h.setAttribute('aria-sort',up?'ascending':'descending');"
        "Array.prototype.slice.call(b.rows).sort(function(x,y){var a=x.cells[i]?x.cells[i].textContent:'',"
        "c=y.cells[i]?y.cells[i].textContent:'',m=parseFloat(a),n=parseFloat(c);"
        "var d=/^[0-9]/.test(a)&&/^[0-9]/.test(c)&&m!==n?m-n:a.localeCompare(c,document.documentElement.lang);return "
        "up?d:-d})"
        ".forEach(function(r){b.appendChild(r)})})})});";

const char table_html_script_digest[] = "sha256-jzSvqj7SG7Mf3s2dhUornxwKNkXCG2We80Fx1yvB+Dc=";
