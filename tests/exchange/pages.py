#!/usr/bin/python3
"""The HTML reports as a browser shows and prints them: no error, nothing wider than the page, nothing that axe-core objects to, the class on
every printed page, and no script but the one that its policy names.

Skipped where there is no Chromium; axe-core comes by npm, and without it that part alone is skipped.

usage: pages.py TENKEN CHECKLISTS
"""
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from city import Case, main

CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars"]
# What is asked of a page is written into its title, which --dump-dom shows.
PROBE = """<script>addEventListener('load', function () {
  var said = {width: document.documentElement.scrollWidth, inner: innerWidth, wide: [], violations: null};
  document.querySelectorAll('body *').forEach(function (e) {
    if (e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('svg,.vh,thead')) said.wide.push(e.outerHTML.slice(0, 120));
  });
  said.wide = said.wide.slice(0, 3);
  function done() {
    document.body.innerHTML = '';
    document.title = 'SAID' + JSON.stringify(said) + 'DONE';
    parent.postMessage(document.title, '*');
  }
  if (typeof axe === 'undefined') return done();
  axe.run(document, {resultTypes: ['violations']}).then(function (found) {
    said.violations = found.violations.map(function (one) { return one.id + ': ' + one.nodes[0].html.slice(0, 200); });
    done();
  }, function (error) { said.violations = [String(error)]; done(); });
});</script>"""

# No window of Chromium's is as narrow as a telephone; a frame is.
FRAME = """<iframe src="probe.html" style="width:%dpx;height:900px;border:0"></iframe>
<script>addEventListener('message', function (e) { document.title = e.data; });</script>"""
NARROWEST = 500


def axe():
    """axe-core's script, or None."""
    folder = os.path.join(tempfile.gettempdir(), f"tenken-axe-{os.getuid()}")
    path = os.path.join(folder, "node_modules", "axe-core", "axe.min.js")
    if not os.path.exists(path) and shutil.which("npm"):
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "axe-core@4"],
                       capture_output=True, timeout=120, check=False)
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return file.read()


@unittest.skipIf(os.environ.get("TENKEN_EVERY", "1") != "1", "a page is the same however the program was built")
@unittest.skipUnless(CHROMIUM, "Chromium is not there")
class Pages(Case):
    def chromium(self, *arguments):
        profile = tempfile.mkdtemp(dir=self.folder)
        return subprocess.run([CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *arguments], capture_output=True, timeout=180, check=False,
                              env={"PATH": os.environ["PATH"], "HOME": profile})

    def page(self, db, *arguments, lang="ja"):
        return self.good(db, "report", "--format", "html", *arguments, TENKEN_LANG=lang)

    def ask(self, html, width, script):
        """What the probe says of the page at a width. The policy is taken out: it would, rightly, not let the probe run."""
        html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
        html = html.replace("</body>", (f"<script>{script}</script>" if script else "") + PROBE + "</body>")
        path = self.write("probe.html", html)
        if width < NARROWEST:
            path = self.write("frame.html", FRAME % width)
        shown = self.chromium(f"--window-size={width},900", "--virtual-time-budget=60000", "--dump-dom", "file://" + path)
        found = re.search(r"SAID(.*)DONE", shown.stdout.decode(), re.S)
        self.assertTrue(found, shown.stderr.decode()[-2000:])
        return json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))

    def check(self, html):
        script = axe()
        for width in (1280, 500):
            said = self.ask(html, width, script)
            self.assertEqual(said["wide"], [], width)
            self.assertLessEqual(said["width"], said["inner"], width)
            if said["violations"] is None:
                print("axe-core is not at hand: not asked", file=sys.stderr)
            else:
                self.assertEqual(said["violations"], [], width)
        said = self.ask(html, 390, None)
        self.assertEqual((said["inner"], said["wide"]), (390, []))

    def check_print(self, html, least):
        path = self.write("print.html", html)
        self.chromium("--no-pdf-header-footer", f"--print-to-pdf={self.path('print.pdf')}", "file://" + path)
        text = subprocess.run(["pdftotext", "-layout", self.path("print.pdf"), "-"], capture_output=True, check=True).stdout.decode()
        pages = text.split("\f")[:-1]
        self.assertGreaterEqual(len(pages), least)
        for number, page in enumerate(pages, 1):
            self.assertIn("機密性3C", page, number)
            self.assertRegex(page, rf"(?m)\b{number} / {len(pages)}\b")
        return pages

    def check_policy(self, html):
        """Only the script that the policy names, only what is in the file."""
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
        scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
        named = re.findall(r"'(sha256-[^']*)'", policy)
        self.assertEqual(named, ["sha256-" + base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts])
        self.assertIn("default-src 'none'", policy)
        self.assertEqual(re.findall(r"""(?:src|href)=["'](?!#)""", html), [])
        self.assertNotIn("url(http", html)

    def test_section(self):
        self.improve("0102")
        self.good("0102.db", "register", "system", "add", "s8", "name=<b>住民記録</b>", "zone=mynumber", "auth_factors=knowledge")
        html = self.page("0102.db")
        self.assertIn("&lt;b&gt;住民記録", html)
        self.check(html)
        self.check_print(html, 5)
        self.check_policy(html)

    def test_city(self):
        self.improve("0102")
        for unit in ("0101", "0102"):
            self.submit(unit)
        self.collect()
        html = self.page("office.db")
        self.check(html)
        first = self.check_print(html, 4)[0]
        for said in ("神戸市情報セキュリティ対策基準", "提出期限", "公園課", "実施率"):  # one hands it over alone
            self.assertIn(said, first)
        self.check_policy(html)
        self.assertEqual(len(re.findall(r"<svg class=\"chart", html)), 3)
        self.check(self.page("office.db", lang="en"))
        self.check_policy(self.page("office.db", "--scope", "bureau:市民局"))

    def test_sorting(self):
        """The heading that is pressed sorts by its column; a number by its value."""
        for unit in ("0101", "0103"):
            self.submit(unit)
        self.collect()
        html = self.page("office.db")
        press = """<script>addEventListener('load', function () {
          var table = document.querySelectorAll('table.sorts')[1], button = table.tHead.rows[0].cells[1].querySelector('button');
          var codes = function () { return [].map.call(table.tBodies[0].rows, function (row) { return row.cells[1].textContent; }); };
          button.click(); var up = codes(); button.click(); var down = codes();
          document.body.innerHTML = ''; document.title = 'SAID' + JSON.stringify([up, down]) + 'DONE'; });</script>"""
        path = self.write("sort.html", re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html).replace("</body>",
                                                                                                                   press + "</body>"))
        shown = self.chromium("--virtual-time-budget=10000", "--dump-dom", "file://" + path).stdout.decode()
        up, down = json.loads(re.search(r"SAID(.*)DONE", shown)[1])
        self.assertEqual(up, ["0101", "0102", "0103"])
        self.assertEqual(down, up[::-1])

    def test_folding(self):
        """Of a long table 20 rows are shown until the others are asked for, or the page is searched; on paper all of them."""
        self.submit("0101")
        self.collect()
        html = self.page("office.db")
        rows = [table.count("<tr") - 1 for table in re.findall(r'<table class="stack sorts.*?</table>', html, re.S)]
        longest = max(range(len(rows)), key=rows.__getitem__)
        self.assertGreater(rows[longest], 60)
        press = """<script>addEventListener('load', function () {
          var tables = document.querySelectorAll('table.sorts'), table = tables[%d], button = table.nextSibling, said = [];
          var look = function () {
            said.push([[].filter.call(table.tBodies[0].rows, function (row) { return row.offsetHeight > 0; }).length,
                       button.textContent, button.getAttribute('aria-expanded')]); };
          look(); button.click(); look(); button.click(); look();
          document.dispatchEvent(new KeyboardEvent('keydown', {key: 'f', ctrlKey: true})); look();
          said.push([document.querySelectorAll('button.folds').length, '', '']);
          document.body.innerHTML = ''; document.title = 'SAID' + JSON.stringify(said) + 'DONE'; });</script>""" % longest
        path = self.write("fold.html", re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html).replace("</body>",
                                                                                                                   press + "</body>"))
        shown = self.chromium("--virtual-time-budget=10000", "--dump-dom", "file://" + path).stdout.decode()
        said = json.loads(re.search(r"SAID(.*)DONE", shown)[1])
        some, everything = [20, "残り%d行を表示" % (rows[longest] - 20), "false"], [rows[longest], "初めの20行だけを表示", "true"]
        self.assertEqual(said[:4], [some, everything, some, everything])
        self.assertEqual(said[4][0], sum(count > 60 for count in rows))


if __name__ == "__main__":
    main()
