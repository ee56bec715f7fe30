#!/usr/bin/python3
"""Where fuzzing starts: the tiny pack whole, the facts of tests/rules, every condition that the shipped pack uses,
the bundles of tests/vectors, what sections that are asked by the tiny pack hand in, and workbooks as openpyxl and people make them.

usage: seeds.py FOLDER

Writes FOLDER/pack, FOLDER/facts, FOLDER/condition, FOLDER/bundle, FOLDER/submission, FOLDER/workbook and FOLDER/dictionary. They are made anew for
each run, so that they follow the formats; what fuzzing finds from there is kept in corpus/.
"""
import datetime
import glob
import io
import json
import os
import re
import sys
import zipfile

import openpyxl
import openpyxl.styles

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
SHIPPED = os.path.join(os.path.dirname(TESTS), "checklists", "kobe-5.10")
TINY, OVERLAY = os.path.join(HERE, "tiny"), os.path.join(HERE, "overlay")
SEED_BYTES_MAX = 24000  # the longest seed is the longest input that is tried: long ones make all slow
# What a rule or a condition may say and the shipped pack does not, and what is refused.
CONDITIONS = ['{"fact": "more"}', '{"fact": "heer"}', '{"not": {"not": {"fact": "other"}}}', '{"field": "zone", "is": "in"}',
              '{"field": "zone", "is": ["in", "out"]}', '{"field": "kinds", "has": ["a"]}', '{"field": "class", "at_least": "2"}',
              '{"field": "on", "set": true}', '{"all": [{"fact": "here"}, {"any": [{"fact": "more"}, {"fact": "other"}]}]}',
              '"there"', '{"field": "there", "is": false}', '{"field": "kinds", "has": ["a", "b"]}',
              '{"field": "kinds", "has_any": ["b"]}', '{"field": "kinds", "count_at_least": 2}', '{"field": "many", "at_least": 3}',
              '{"field": "domain", "given": true}', '{"field": "domain", "same_as": "name"}',
              '{"field": "domain", "in_domain": "lg.jp"}', '{"field": "on", "set": false}', '{"field": "on", "none": true}',
              '{"field": "on", "within": "P6M"}', '{"field": "on", "older_than": "settings.about"}',
              '{"field": "on", "not_after": "until"}', '{"field": "on", "before": "today"}', '{"field": "class", "covers": "parent"}',
              '{"referred": "parent"}', '{"field": "parent.on", "within": "settings.periods.check"}',
              '{"linked": {"register": "link", "from": "from", "field": "to_zone", "is": ["out", "far"]}}',
              '{"some": "link"}', '{"some": "system", "where": {"field": "zone", "is": "in"}}',
              '{"answer": "2-a", "is": ["implemented", "unanswered"]}', '{"verdict": "others", "is": ["fail", "unknown"]}']


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def write(folder, texts):
    os.makedirs(folder, exist_ok=True)
    for number, text in enumerate(texts):
        with open(os.path.join(folder, "seed-%04d" % number), "w", encoding="utf-8") as file:
            file.write(text)


def names_of(folder):
    return sorted(os.path.relpath(path, folder) for path in glob.glob(folder + "/**/*.json", recursive=True))


def joined(files):
    return "".join("== %s\n%s\n" % (name, text) for name, text in files)


def places(node, path=()):
    """The paths of all that stands in a document."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in parts:
        yield path + (key,)
        yield from places(part, path + (key,))


def changed(document, path, change):
    """The document with one thing changed by change(holder, key)."""
    copy = json.loads(json.dumps(document))
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return copy


def remove(holder, key):
    del holder[key]


def misspell(holder, key):
    if isinstance(holder, dict):
        holder[key + "x"] = holder.pop(key)
    elif isinstance(holder[key], str):
        holder[key] += "x"


def put(value):
    def change(holder, key):
        holder[key] = value
    return change


def again(holder, key):
    if isinstance(holder, list):
        holder.append(json.loads(json.dumps(holder[key])))
    elif isinstance(holder[key], str):
        holder[key] += "x"


def many(holder, key):
    """More than a short list may hold, each with an id of its own."""
    if isinstance(holder[key], list) and holder[key]:
        one = json.dumps(holder[key][0])
        for number in range(40):
            holder[key].append(json.loads(one))
            if isinstance(holder[key][-1], dict) and "id" in holder[key][-1]:
                holder[key][-1]["id"] = "m%d" % number
    else:
        holder[key] = []


CHANGES = (remove, misspell, put(None), put(7), put("x"), put([]), put({}), put(True), again, many)


def one_thing_wrong(files, names=None):
    """The pack with one thing changed in it (in the files named), for each thing and each change."""
    for at, (name, text) in enumerate(files):
        if names and name not in names:
            continue
        document = json.loads(text)
        for path in places(document):
            for change in CHANGES:
                other = json.dumps(changed(document, path, change), ensure_ascii=False)
                yield joined(files[:at] + [(name, other)] + files[at + 1:])


def classed(files):
    """With a register of what is classed, whose field agrees with the classification, and with all that handling may say."""
    documents = {name: json.loads(text) for name, text in files}
    registers, classification = documents["registers.json"], documents["classification.json"]
    levels = [{"id": level["id"], "label": level["title"]} for level in classification["axes"][0]["levels"]]
    registers["registers"].append({"id": "asset", "title": {"ja": "資産", "en": "Assets"}, "hint": {"ja": "書く。", "en": "Write."}, "fields": [
        {"id": "secrecy", "type": "choice", "ordered": True, "label": {"ja": "機密性", "en": "Secrecy"},
         "hint": {"ja": "級。", "en": "Class."}, "values": levels}]})
    classification["handling"].append(
        {"id": "least", "topic": "scope", "clauses": ["2.ア"], "only_lowest": True, "levels": [{"axis": "secrecy", "at_least": "1"}],
         "text": {"ja": "扱う。", "en": "Handle it."}, "items": [{"ja": "一", "en": "One"}, {"ja": "二", "en": "Two"}]})
    whole = [(name, json.dumps(document, ensure_ascii=False)) for name, document in documents.items()]
    return [joined(whole)] + [text for text in one_thing_wrong(whole, ("registers.json", "classification.json"))]


def conditioned(files):
    """With each condition where a rule, a question and a contradiction have one; some too deep, too long, or saying two things."""
    deep, long = '"here"', json.dumps({"any": ["here"] * 80})
    for _ in range(40):
        deep = '{"not": %s}' % deep
    for condition in CONDITIONS + [deep, long, '{"fact": "here", "not": {"fact": "more"}}', '{"all": [], "any": []}',
                                   '{"field": "kinds", "has": ["a"], "has_any": ["b"]}', '{"field": "here", "given": false}',
                                   '{"field": "class", "is": "2", "at_least": "1"}', '{"field": "many", "at_least": -1}']:
        for name, path in (("rules.json", ("rules", 0, "applies")), ("questions/2.json", ("questions", 0, "when")),
                           ("consistency.json", ("contradictions", 0, "when")), ("profile.json", ("facts", 1, "when"))):
            documents = [(other, json.loads(text)) for other, text in files]
            yield joined((other, json.dumps(changed(document, path, put(json.loads(condition))) if other == name else document,
                                            ensure_ascii=False)) for other, document in documents)


def packs():
    """The tiny pack: whole, in parts, under overlays, and with one thing wrong in it or in the overlay."""
    names = names_of(TINY)
    tiny = [(name, read(TINY, name)) for name in names]
    over = [("+" + name, read(OVERLAY, name)) for name in names_of(OVERLAY)]
    above = [("+" + name, text.replace("tiny-more", "tiny-most").replace('"tiny"', '"tiny-more"').replace("9", "8")) for name, text in over]
    needed = [name for name in names if name in ("pack.json", "clauses.json", "profile.json") or name.startswith("questions/")]
    choices = [names, needed, needed + ["registers.json"]] + [[name] for name in names]
    choices += [[name for name in names if name != left_out] for left_out in names]
    made = [joined((name, read(TINY, name)) for name in chosen) for chosen in choices]
    made += [joined(tiny + over), joined(over), joined(tiny + over + above)]
    made += one_thing_wrong(tiny)
    made += [joined(tiny) + text for text in one_thing_wrong(over)]
    made += classed(tiny)
    made += conditioned(tiny)
    return [text for text in made if len(text.encode()) <= SEED_BYTES_MAX]


def facts():
    cases = json.loads(read(TESTS, "rules", "cases.json"))
    sys.path.insert(0, os.path.join(TESTS, "rules"))
    from facts import tree
    registers = {rule["id"]: rule for rule in json.loads(read(SHIPPED, "rules.json"))["rules"]}
    made = []
    for group in cases:
        for case in group["cases"][::3]:
            subject = {key: value for key, value in {**group["facts"], **case.get("with", {})}.items() if value is not None}
            made.append(tree(registers[group["rule"]], subject, {**group.get("more", {}), **case.get("more", {})}))
    return [json.dumps(one, ensure_ascii=False) for one in made]


def write_bundles(folder):
    os.makedirs(folder, exist_ok=True)
    for path in glob.glob(os.path.join(TESTS, "vectors", "*.hex")):
        with open(os.path.join(folder, os.path.basename(path)[:-4]), "wb") as file:
            file.write(bytes.fromhex(read(path)))


def by(**more):
    return {**more, "actor": "課長", "acted_for": "", "at": "2026-10-01T09:00:00+09:00"}


def answer(question, answer, elements="", **plan):
    return by(question=question, answer=answer, elements=elements, note="", reason="", confirmed=False, revision=1,
              plan={**{key: "" for key in ("cause", "measure", "person", "due", "evidence")}, "preventive": False, "done": False, **plan})


def submission(answers, records=(), **more):
    return {"format": 1, "unit": {"code": "0101", "bureau": "局", "name": "課"}, "fiscal_year": 2026, "extra": False, "pack": "tiny",
            "confirmed_by": "課長", "confirmed_at": "2026-10-01T09:00:00+09:00",
            "facts": [by(fact="here", value="yes"), by(fact="complete:system", value="no")],
            "records": [by(register=register, record=record) for register, record in records],
            "checklists": [{"id": "head", "role": "head", "subject": None, "answers": answers,
                            "standing": [{"question": one["question"], "answer": one["answer"], "basis": "declared"} for one in answers]},
                           {"id": "admin:a", "role": "admin", "subject": "system:a", "answers": [], "standing": []}], **more}


def submissions():
    answers = [answer("2-a", "implemented"), answer("2-b", "partial", cause="原因", measure="改善", person="係長", due="2026-12-31",
                                                    first_due="2026-11-30", progress=[by(text="延びた", due="2026-12-31")]),
               answer("2-c", "unsure", person="係長", due="2026-10-31"), answer("2-d", "exception")]
    records = [("system", {"id": "a", "name": "系", "zone": "in", "parent": "b"}), ("system", {"id": "b", "kinds": ["a"]}),
               ("link", {"id": "l", "from": "a", "to": "system:b"}),
               ("exception", {"id": "e", "clauses": ["2.ア"], "subject": "system:a", "until": "none"})]
    more = {"dissents": [by(question="2-a", text="違う")], "received": ["00" * 32]}
    made = [submission([]), submission(answers), submission(answers, records, **more), submission([], records), submission([], **more)]
    made += [changed(made[2], path, change) for path in places(made[2]) for change in CHANGES]
    texts = [json.dumps(one, ensure_ascii=False) for one in made]
    return [text for text in texts if len(text.encode()) <= SEED_BYTES_MAX]


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>%s</Relationships>"


def relation(number, kind, target, more=""):
    return "<Relationship Id='r%d' Type='%s/%s' Target='%s'%s/>" % (number, OFFICE, kind, target, more)


def workbook_parts(cells, strings="", styles="", about="", sheets="<sheet name='A' sheetId='1' r:id='r1'/>"):
    """A workbook of one sheet, with as little beside it as can be."""
    return [("_rels/.rels", RELATIONS % relation(1, "officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", "<workbook xmlns='%s' xmlns:r='%s'>%s<sheets>%s</sheets></workbook>" % (MAIN, OFFICE, about, sheets)),
            ("xl/_rels/workbook.xml.rels", RELATIONS % (relation(1, "worksheet", "s.xml") + relation(2, "sharedStrings", "/xl/t.xml") +
                                                        relation(3, "styles", "../xl/./f.xml") + relation(4, "chartsheet", "c.xml") +
                                                        relation(5, "worksheet", "http://x", " TargetMode='External'"))),
            ("xl/t.xml", "<sst xmlns='%s'>%s</sst>" % (MAIN, strings)),
            ("xl/f.xml", "<styleSheet xmlns='%s'>%s</styleSheet>" % (MAIN, styles)),
            ("xl/s.xml", "<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>" % (MAIN, cells))]


def openpyxl_parts():
    """What openpyxl writes, of all kinds of cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["点検", 1, -2.5, 1e300, True, False, None, "#N/A", "=1+1", "a\nb", datetime.date(2026, 10, 31), datetime.time(9, 30),
                  datetime.datetime(2026, 10, 31, 9, 30)])
    for code in ("0000", '[$-411]ggge"年"m"月"d"日"', "[h]:mm", "0.00E+00", "[Red]0;[Blue]-0"):
        sheet.cell(2, sheet.max_column + 1, 46326.25).number_format = code
    sheet.merge_cells("A3:B4")
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("二枚目").sheet_state = "hidden"
    bytes_of = io.BytesIO()
    book.save(bytes_of)
    with zipfile.ZipFile(bytes_of) as archive:
        wanted = [name for name in archive.namelist() if name.endswith((".rels", ".xml")) and "theme" not in name and "docProps" not in name]
        return [(name, archive.read(name).decode()) for name in wanted], bytes_of.getvalue()


def tags_changed(parts):
    """With one thing of the XML left out, twice, or other, in each place."""
    for at, (name, text) in enumerate(parts):
        for found in re.finditer(r"<[^>]*>|(?<==['\"])[^'\"]*(?=['\"])|(?<=>)[^<]+(?=<)", text):
            for new in ("", found[0] * 2, "0", "-1", "99999999999999999999", "x", "A1", "XFE1", "1E5", "_x000D_", "&b;", "<!DOCTYPE a>"):
                yield joined(parts[:at] + [(name, text[:found.start()] + new + text[found.end():])] + parts[at + 1:])


def workbooks():
    cells = ("<row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' s='1'><v>46326.25</v></c><c t='inlineStr'><is><r><t>a</t></r><rPh><t>b</t>"
             "</rPh></is></c><c t='b'><v>1</v></c><c t='str'><f>A1</f><v>x</v></c><c t='d'><v>2026-10-31T00:00:00</v></c></row><row/>")
    strings = "<si><t>東_x005F_</t><rPh><t>ひ</t></rPh></si><si><r><t> b</t></r></si>"
    styles = ("<numFmts><numFmt numFmtId='164' formatCode='yyyy/m/d h:mm'/></numFmts><cellXfs><xf numFmtId='14'/><xf numFmtId='164'/>"
              "</cellXfs>")
    small = workbook_parts(cells, strings, styles, "<workbookPr date1904='1'/>")
    written, _ = openpyxl_parts()
    hidden = workbook_parts(cells, sheets="<sheet name='A' r:id='r4'/><sheet name='B' state='hidden' r:id='r1'/>")
    made = [joined(small), "z\n" + joined(small), joined(written), "z\n" + joined(written), joined(hidden), joined(small) + "== A",
            joined(small) + "== none", joined(workbook_parts("<row r='1048576'><c r='ALL1048576'><v>1</v></c></row>"))]
    # Cells one after another, and each kind of number under each kind of format.
    for code in ("General", "0000", "yyyy", "[h]:mm:ss", "h:mm", "m", '"d"0', "\\d", "_d", "[$-411]ge.m.d", "0;yyyy", "[Red", "0.0E+0"):
        numbers = "".join("<c s='0'><v>%s</v></c>" % number for number in
                          ("0", "1", "60", "-1", "2958465.99999", "2958466", "1E15", "-0.1", "1E-9", ".5", "5.", "0x1", "nan", "1E999"))
        made.append(joined(workbook_parts("<row>%s</row>" % numbers, styles="<numFmts><numFmt numFmtId='1' formatCode='%s'/></numFmts>"
                                          "<cellXfs><xf numFmtId='1'/></cellXfs>" % code.replace('"', "&quot;"))))
    made += tags_changed(small)
    return [text for text in made if len(text.encode()) <= SEED_BYTES_MAX]


def write_workbooks(folder):
    write(folder, workbooks())
    with open(os.path.join(folder, "openpyxl.xlsx"), "wb") as file:
        file.write(openpyxl_parts()[1])


def conditions():
    """Those that a pack may hold, and each with one thing changed."""
    shipped = set()
    for path in sorted(glob.glob(SHIPPED + "/**/*.json", recursive=True)):
        conditions_of(json.loads(read(path)), shipped)
    made = CONDITIONS + sorted(shipped)
    for text in CONDITIONS:
        node = json.loads(text)
        made += [json.dumps(changed(node, path, change), ensure_ascii=False) for path in places(node) for change in CHANGES]
    deep = '"here"'
    for _ in range(40):
        deep = '{"not": %s}' % deep
    return made + [deep, json.dumps({"any": ["here"] * 80})]


def conditions_of(node, found):
    if isinstance(node, dict):
        found.update(json.dumps(value, ensure_ascii=False) for key, value in node.items() if key in ("when", "if", "applies"))
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        conditions_of(part, found)
    return found


def words_of(node, found):
    """Keys, and texts that look like an id."""
    if isinstance(node, dict):
        found.update(node)
    elif isinstance(node, str) and node.isascii() and len(node) < 24 and " " not in node:
        found.add(node)
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        words_of(part, found)
    return found


def dictionary():
    words = {"<row r='", "<c r='A1' t='", "<c s='1'", "inlineStr", "<is><t>", "<rPh>", "sharedStrings", "<!DOCTYPE", "date1904", "_x000D_",
             "formatCode='", "TargetMode='External'", "state='hidden'", "== xl/", "<v>46326</v>"}
    xml = "".join('"%s"\n' % word.replace('"', '\\"') for word in sorted(words))
    words = {"true", "false", "null", "none", "today", "P6M", "P0D", "P1Y", "settings.", "settings.periods."}
    for path in glob.glob(TINY + "/**/*.json", recursive=True):
        words_of(json.loads(read(path)), words)
    words_of(json.loads(read(SHIPPED, "registers.json")), words)
    for condition in CONDITIONS:
        words_of(json.loads(condition), words)
    return xml + "".join('"\\"%s\\""\n' % word for word in sorted(words) if word.replace("_", "").replace(".", "").replace("-", "").isalnum())


def main(folder):
    write(os.path.join(folder, "pack"), packs())
    write(os.path.join(folder, "facts"), facts())
    write_bundles(os.path.join(folder, "bundle"))
    write(os.path.join(folder, "submission"), submissions())
    write(os.path.join(folder, "condition"), conditions())
    write_workbooks(os.path.join(folder, "workbook"))
    with open(os.path.join(folder, "dictionary"), "w", encoding="utf-8") as file:
        file.write(dictionary())


main(sys.argv[1])
