/* What documents of tables have beside the sheet's style, and the script that sorts and folds. */
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
        ".folds{font:inherit;margin:.5rem 0 0;padding:.35em .9em;border:1px solid "
        "#0b3d77;background:#fff;color:#0b3d77;cursor:pointer}\n"
        ".folds:focus-visible{outline:3px solid #0b3d77;outline-offset:1px}\n"
        "@media screen{.folded tbody tr:nth-child(n+21){display:none}}\n"
        "@media print{.folds{display:none}}\n"
        "@media screen and (max-width:46rem){.chart.heat{display:none}.wide{font-size:1em}.contents "
        "ol{columns:1}.nw,.num{white-space:normal}}\n"
        "@media print{.contents{font-size:.85em}.wide{font-size:.72em}.part~.part{break-before:auto}"
        ".contents+.part+.part{break-before:page}}\n";

/* Sorts a table's rows by the column whose heading is pressed; numbers by their value. Of a long table it shows the first 20 rows, and the
 * others when they are asked for, and as soon as somebody searches the page. On paper, and without the script, there are all of them,
 * and the headings are headings. */
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
        ".forEach(function(r){b.appendChild(r)})})});"
        "var n=b.rows.length,m=document.querySelector('main');if(n<=60)return;var k=document.createElement('button');"
        "k.type='button';k.className='folds';var f=function(shut){t.classList.toggle('folded',shut);"
        "k.setAttribute('aria-expanded',shut?'false':'true');"
        "k.textContent=shut?m.getAttribute('data-more').replace('#',n-20):m.getAttribute('data-less')};"
        "f(true);k.addEventListener('click',function(){f(!t.classList.contains('folded'))});"
        "document.addEventListener('keydown',function(e){if((e.ctrlKey||e.metaKey)&&e.key.toLowerCase()==='f')f(false)}"
        ");"
        "t.parentNode.insertBefore(k,t.nextSibling)});";

const char table_html_script_digest[] = "sha256-DRCimECH4phKojl7CrCk1/wHDNKdC0d6xqhIFTyL9uE=";
