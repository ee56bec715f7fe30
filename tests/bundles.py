"""Reads tests/vectors by docs/formats.md alone: a second reader of bundles, which shares nothing with the program.

usage: bundles.py FOLDER

The primitives are written out after RFC 7748, 7539 and 8032 and the papers on Salsa20, since no library that has them all comes
with Python. Slow, and not for secrets: the keys here are known to all.
"""
import base64
import datetime
import hashlib
import json
import pathlib
import re
import struct
import sys

P = 2**255 - 19
OFFICE, UNIT, CODE = b"\x0f" * 32, b"\x11" * 32, bytes(range(10))


class Refused(Exception):
    """With the reason as its text."""


# --- the stream ciphers, and Poly1305 ---

def rotate(x, n):
    return (x << n | x >> 32 - n) & 0xFFFFFFFF


def salsa_quarter(s, a, b, c, d):
    for to, one, two, n in ((b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18)):
        s[to] ^= rotate(s[one] + s[two] & 0xFFFFFFFF, n)


def chacha_quarter(s, a, b, c, d):
    for to, add, other, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[to] = s[to] + s[add] & 0xFFFFFFFF
        s[other] = rotate(s[other] ^ s[to], n)


SALSA = (salsa_quarter, [(0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11),
                         (0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14)])
CHACHA = (chacha_quarter, [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)])


def rounds(cipher, state):
    quarter, places = cipher
    mixed = list(state)
    for _ in range(10):
        for place in places:
            quarter(mixed, *place)
    return mixed


def salsa_state(key, block):
    k, n, c = struct.unpack("<8I", key), struct.unpack("<4I", block), struct.unpack("<4I", b"expand 32-byte k")
    return [c[0], *k[:4], c[1], *n, c[2], *k[4:], c[3]]


def chacha_state(key, block):
    return list(struct.unpack("<16I", b"expand 32-byte k" + key + block))


def hsalsa(key, nonce):
    mixed = rounds(SALSA, salsa_state(key, nonce))
    return struct.pack("<8I", *(mixed[i] for i in (0, 5, 10, 15, 6, 7, 8, 9)))


def hchacha(key, nonce):
    mixed = rounds(CHACHA, chacha_state(key, nonce))
    return struct.pack("<8I", *mixed[:4], *mixed[12:])


def stream(cipher, make_state, key, block_of, len_bytes):
    out = b""
    for number in range((len_bytes + 63) // 64):
        state = make_state(key, block_of(number))
        out += struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, rounds(cipher, state))))
    return out[:len_bytes]


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def poly1305(key, message):
    r, s = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF, int.from_bytes(key[16:], "little")
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at:at + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return (total + s & 2**128 - 1).to_bytes(16, "little")


def xchacha_open(key, nonce, data, sealed):
    subkey, text, tag = hchacha(key, nonce[:16]), sealed[:-16], sealed[-16:]
    key_stream = stream(CHACHA, chacha_state, subkey, lambda n: struct.pack("<2I", n, 0) + nonce[16:], 64 + len(text))
    padded = b"".join(part + bytes(-len(part) % 16) for part in (data, text))
    if poly1305(key_stream[:32], padded + struct.pack("<2Q", len(data), len(text))) != tag:
        return None
    return xor(text, key_stream[64:])


def xsalsa_open(key, nonce, sealed):
    subkey, tag, text = hsalsa(key, nonce[:16]), sealed[:16], sealed[16:]
    key_stream = stream(SALSA, salsa_state, subkey, lambda n: nonce[16:] + struct.pack("<Q", n), 32 + len(text))
    return xor(text, key_stream[32:]) if poly1305(key_stream[:32], text) == tag else None


# --- the curves ---

def x25519(scalar, point):
    k = int.from_bytes(scalar, "little") & ~7 & 2**255 - 1 | 1 << 254
    u = int.from_bytes(point, "little") & 2**255 - 1
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in reversed(range(255)):
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb = d * a % P, c * b % P
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        aa, bb = a * a % P, b * b % P
        x2, z2 = aa * bb % P, (aa - bb) * (aa + 121665 * (aa - bb)) % P
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493


def ed_add(a, b):
    product = D * a[0] * b[0] * a[1] * b[1] % P
    return ((a[0] * b[1] + a[1] * b[0]) * pow(1 + product, P - 2, P) % P,
            (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, P - 2, P) % P)


def ed_times(n, point):
    total = (0, 1)
    while n:
        if n & 1:
            total = ed_add(total, point)
        point, n = ed_add(point, point), n >> 1
    return total


def ed_decode(text):
    y = int.from_bytes(text, "little") & 2**255 - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P:
        return None
    return (P - x if x & 1 != text[31] >> 7 else x, y)


def ed_encode(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


BASE = ed_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed_public(seed):
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little") & ~7 & 2**255 - 1 & ~(1 << 255) | 1 << 254
    return ed_encode(ed_times(scalar, BASE))


def ed_verify(public, message, signature):
    key, first, scalar = ed_decode(public), ed_decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or first is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return ed_times(scalar, BASE) == ed_add(first, ed_times(challenge, key))


# --- what docs/formats.md says ---

def blake(data, length=32, **more):
    return hashlib.blake2b(data, digest_size=length, **more)


class Key:
    def __init__(self, seed):
        def subkey(n):
            return blake(b"", key=seed, salt=struct.pack("<2Q", n, 0), person=b"tenkenky" + bytes(8)).digest()
        self.secret = subkey(2)
        self.sign = ed_public(subkey(1))
        self.box = x25519(self.secret, (9).to_bytes(32, "little"))
        self.text = "tenken-public-1:" + base64.urlsafe_b64encode(self.sign + self.box).decode().rstrip("=")
        self.id = blake(self.sign + self.box, 16).hexdigest()


def canonical(node):
    return json.dumps(node, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read_canonical(data, depth, reason):
    def deep(node):
        parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
        return 0 if parts is None else 1 + max(map(deep, parts), default=0)
    try:
        text = data.decode()
        node = json.loads(text, parse_float=lambda _: 1 / 0)
    except (UnicodeDecodeError, ValueError, ZeroDivisionError):
        raise Refused(reason) from None
    if canonical(node) != text or deep(node) > depth:
        raise Refused(reason)
    return node


ID, HASH, KEY_ID = r"[A-Za-z0-9._-]{1,64}", "[0-9a-f]{64}", "[0-9a-f]{32}"
HEADER = {"campaign": ID, "chain_count": 0, "chain_head": HASH + "|", "counter": 1, "enrol": HASH, "fiscal_year": 1869,
          "created_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", "pack": ID, "pack_sha256": HASH,
          "kind": "campaign|submission|return|handover|push|common", "previous": HASH + "|", "recipient": KEY_ID + "|",
          "sender": KEY_ID, "sender_key": r"tenken-public-1:[\w-]{86}", "unit": r"[^\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e]{0,64}"}


def is_moment(text):
    try:
        return bool(datetime.datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))
    except ValueError:
        return False


def check_header(header):
    for key, rule in HEADER.items():
        value = header.get(key)
        if value is None and key in ("enrol", "sender_key"):
            continue
        if isinstance(rule, int):
            if not isinstance(value, int) or value < rule:
                raise Refused("bad_header")
        elif not isinstance(value, str) or not re.fullmatch(rule, value) or (key == "created_at" and not is_moment(value)):
            raise Refused("bad_header")
    kind, for_one = header["kind"], bool(header["unit"]) and bool(header["recipient"])
    for_all = not header["unit"] and not header["recipient"]
    if set(header) - set(HEADER) or ("enrol" in header) != (kind == "submission" and "sender_key" in header):
        raise Refused("bad_header")
    if (kind == "campaign" and not for_all) or (kind not in ("campaign", "common") and not for_one):
        raise Refused("bad_header")
    if ("sender_key" in header) != (kind == "campaign" or "enrol" in header) or (header["counter"] == 1 and header["previous"]):
        raise Refused("bad_header")


class Cursor:
    """Takes pieces off the front; what is not there is damage."""
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if len(self.data) - self.at < count:
            raise Refused("damaged")
        self.at += count
        return self.data[self.at - count:self.at]

    def text(self):
        return self.take(struct.unpack("<I", self.take(4))[0])


def unseal(data, own):
    cursor = Cursor(data)
    cursor.take(8)
    ids = read_canonical(cursor.text(), 2, "damaged")["recipients"]
    keys = [cursor.take(80) for _ in ids]
    nonce = cursor.take(24)
    if own.id not in ids:
        raise Refused("other_recipient")
    sealed = keys[ids.index(own.id)]
    shared = hsalsa(x25519(own.secret, sealed[:32]), bytes(16))
    key = xsalsa_open(shared, blake(sealed[:32] + own.box, 24).digest(), sealed[32:])
    rest = data[cursor.at:]
    whole = key and len(rest) >= 16 and xchacha_open(key, nonce, data[:cursor.at], rest)
    if not whole or whole[:8] != b"TNKSIGN1":
        raise Refused("damaged")
    return whole, ids[0]


def check_enrol(header):
    fields = b"".join(struct.pack("<Q", len(text.encode())) + text.encode()
                      for text in (header["sender_key"], header["campaign"], header["unit"]))
    key = blake(b"tenken-code-1\0enrol\0" + CODE).digest()
    if blake(fields, key=key).hexdigest() != header["enrol"]:
        raise Refused("enrol")


def read_bundle(data, own, known):
    first = None
    if data[:7] not in (b"TNKSIGN", b"TNKSEAL") or len(data) < 8:
        raise Refused("no_bundle")
    if data[7:8] != b"1":
        raise Refused("other_format")
    if data[:7] == b"TNKSEAL":
        data, first = unseal(data, own)
    cursor = Cursor(data)
    cursor.take(8)
    header_text, body = cursor.text(), cursor.text()
    signed = data[:cursor.at]
    signature = cursor.take(64)
    if cursor.at != len(data):
        raise Refused("damaged")
    header = read_canonical(header_text, 1, "bad_header")
    check_header(header)
    if first and header["recipient"] not in ("", first):
        raise Refused("other_recipient")
    sender = next((key for key in known if key.id == header["sender"]), None)
    if not sender or header.get("sender_key", sender.text) != sender.text:
        raise Refused("other_sender")
    if not ed_verify(sender.sign, signed, signature):
        raise Refused("bad_signature")
    if "enrol" in header:
        check_enrol(header)
    read_canonical(body, 16, "bad_body")


def code_key(campaign, unit):
    fields = b"".join(struct.pack("<Q", len(text.encode())) + text.encode() for text in (campaign, unit))
    return Key(blake(fields, key=blake(b"tenken-code-1\0receive\0" + CODE).digest()).digest())


def main(folder):
    office, unit = Key(OFFICE), Key(UNIT)
    from_code = code_key("2026-yearly", "0012")
    failed = count = 0
    for path in sorted(pathlib.Path(folder).glob("*.hex")):
        reason, wanted = "fine", path.name.split(".")[-2]
        try:
            own = from_code if path.name.startswith("to-unit") else office
            read_bundle(bytes.fromhex(path.read_text()), own, [office, unit])
        except Refused as refused:
            reason = str(refused)
        if reason != wanted:
            print("%s: %s" % (path.name, reason))
            failed += 1
        count += 1
    print("%d bundles" % count)
    return 1 if failed or count < 40 else 0


sys.exit(main(sys.argv[1]))
