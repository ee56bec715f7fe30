"""Where everything stands in a JSON text: an independent reader for the tests of places."""
import json
import re

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class Node:
    """A value: `start` to `end` in the text; of a member also its key, `key_start` to `key_end`."""

    def __init__(self, path, parent, key=None, key_start=None, key_end=None):
        self.path, self.parent, self.key, self.key_start, self.key_end = path, parent, key, key_start, key_end
        self.children = []
        self.text, self.start, self.end = None, 0, 0

    @property
    def value(self):
        return json.loads(self.text[self.start:self.end])

    @property
    def name(self):
        """The key of the member that it is, or in whose list it stands."""
        node = self
        while node.key is None and node.parent:
            node = node.parent
        return node.key

    def get(self, key):
        return next((child for child in self.children if child.key == key), None)


class Document:
    def __init__(self, text):
        self.text = text
        self.tokens = [(found.start(), found.end()) for found in TOKEN.finditer(text)]
        self.nodes = {}
        self.next = 0
        self.read(Node("", None))

    def take(self):
        self.next += 1
        return self.tokens[self.next - 1]

    def peek(self):
        return self.text[self.tokens[self.next][0]]

    def read(self, node):
        node.text = self.text
        node.start, end = self.take()
        opening = self.text[node.start]
        self.nodes[node.path] = node
        if opening in "{[":
            while self.peek() not in "}]":
                self.read(self.child(node, opening))
                if self.peek() == ",":
                    self.take()
            end = self.take()[1]
        node.end = end

    def child(self, node, opening):
        if opening == "[":
            child = Node("%s/%d" % (node.path, len(node.children)), node)
        else:
            start, end = self.take()
            key = json.loads(self.text[start:end])
            self.take()
            child = Node("%s/%s" % (node.path, key), node, key, start, end)
        node.children.append(child)
        return child

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def replace(self, start, end, by):
        return self.text[:start] + by + self.text[end:]

    def with_value(self, node, by):
        """The text with another value in place of the node's: `by`, JSON."""
        return self.replace(node.start, node.end, by)

    def with_key(self, node, key):
        return self.replace(node.key_start, node.key_end, '"%s"' % key)

    def with_member(self, node, member):
        """The text with one more member, JSON, at the beginning of an object."""
        return self.replace(node.start + 1, node.start + 1, member + (", " if node.children else ""))

    def without(self, node):
        """The text without a member or an element, and the comma before or behind it."""
        siblings = node.parent.children
        at = siblings.index(node)
        start = node.start if node.key_start is None else node.key_start
        if at + 1 < len(siblings):
            after = siblings[at + 1]
            return self.replace(start, after.start if after.key_start is None else after.key_start, "")
        return self.replace(siblings[at - 1].end if at else start, node.end, "")


def distance(a, b):
    """Insertions, deletions, replacements and swaps of neighbours that make `a` into `b`."""
    rows = [list(range(len(b) + 1))]
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def misspell(name, known):
    """`name` with one slip, such that no other of `known` is as near."""
    slips = [name[:i] + name[i + 1] + name[i] + name[i + 2:] for i in range(len(name) - 1)]
    slips += [name[:i] + name[i + 1:] for i in range(1, len(name))] + [name + "q"]
    middle = len(slips) // 3
    for slip in slips[middle:] + slips[:middle]:
        if slip != name and all(other == name or distance(slip, other) > 1 for other in known):
            return slip
    raise AssertionError(name)
