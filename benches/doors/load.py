"""How long a question takes at each door, over a held dossier: `python3 benches/doors/load.py UNITS QUESTIONS`, from the
repository's root after `cargo build --release -p par-index-cli -p par-index-server`. With `--flat N` it asks N questions of
`call --serve` instead and says what memory it takes on the way.

The dossier is made: a wide table of so many units under an embedded framework, every figure illustrative. Questions are a mix
of five; answers of every door are held to each other before anything is timed.
"""

import atexit
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from random import Random

BIN = os.environ.get("BIN", "target/release")
RULER = "hon-quan-2023"


def table(units):
    ruler = json.loads(subprocess.run([f"{BIN}/par-index", "framework", "show", RULER, "--format", "json"],
                                      capture_output=True, check=True).stdout)
    leaves = []

    def walk(node):
        below = node.get("children") or []
        if not below:
            leaves.append((node["code"], float(node["max"])))
        for child in below:
            walk(child)

    for field in ruler["nodes"]:
        walk(field)
    random = Random(1)
    rows = ["unit,year," + ",".join(code for code, _ in leaves)]
    for unit in range(units):
        cells = (f"{random.randrange(0, int(most * 100) + 1) / 100:.2f}" for _, most in leaves)
        rows.append(f"u{unit:05},2023," + ",".join(cells))
    return "\n".join(rows) + "\n", [code for code, _ in leaves]


def questions(units, codes, count):
    random = Random(2)
    for n in range(count):
        unit, other = (f"u{random.randrange(units):05}" for _ in range(2))
        yield [
            {"call": "weak", "unit": unit, "top": 5},
            {"call": "explain", "unit": unit, "node": random.choice(codes)},
            {"call": "versus", "unit": unit, "other": other},
            {"call": "score", "unit": unit},
            {"call": "rank"},
        ][n % 5] if unit != other else {"call": "rank"}


class Served:
    def __init__(self, files):
        self.door = subprocess.Popen([f"{BIN}/par-index", "call", "--serve"],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        CHILDREN.append(self.door)
        self.say({"do": "open", "at": "a", "files": files})

    def say(self, request):
        self.door.stdin.write(json.dumps(request).encode() + b"\n")
        self.door.stdin.flush()
        return self.door.stdout.readline()

    def ask(self, request):
        return self.say({"at": "a", **request}).rstrip()

    def memory(self):
        status = open(f"/proc/{self.door.pid}/status").read()
        return int(status.split("VmRSS:")[1].split()[0])


class Web:
    def __init__(self, files):
        self.server = subprocess.Popen([f"{BIN}/par-index-server", "--http", "127.0.0.1:0"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        CHILDREN.append(self.server)
        self.at = self.server.stdout.readline().decode().strip().removeprefix("http://")
        self.line = http.client.HTTPConnection(self.at)
        self.line.connect()
        # A head and its body are two packets: the second does not wait for the first.
        self.line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.send("PUT", "/dossiers/a")
        for name, text in files.items():
            self.send("PUT", f"/dossiers/a/files/{name}", text)

    def send(self, method, path, body=None):
        self.line.request(method, path, body)
        return self.line.getresponse().read()

    def ask(self, request):
        return self.send("POST", "/dossiers/a/call", json.dumps(request)).rstrip()


def timed(ask, asked):
    times = []
    for request in asked:
        began = time.perf_counter()
        ask(request)
        times.append(time.perf_counter() - began)
    times.sort()
    return times


def said(name, times):
    at = lambda part: times[min(len(times) - 1, int(len(times) * part))] * 1e3
    print(f"{name:28} p50 {at(.5):8.3f} ms   p99 {at(.99):8.3f} ms   {len(times) / sum(times):8.0f} a second")
    return at(.5)


def main():
    units, count = int(sys.argv[1]), int(sys.argv[2])
    text, codes = table(units)
    files = {"par-index.toml": f'[[index]]\nframework = "{RULER}"\ninputs = "a.csv"\n', "a.csv": text}
    served = Served(files)
    if "--flat" in sys.argv:
        asked = list(questions(units, codes, 5_000))
        began = time.perf_counter()
        for n in range(count):
            served.ask(asked[n % len(asked)])
            if n in (1_000, 10_000, 100_000) or n + 1 == count:
                print(f"{n + 1:9} questions, {served.memory() / 1024:7.1f} MiB, {time.perf_counter() - began:6.0f} s")
        return
    web = Web(files)
    with tempfile.TemporaryDirectory() as folder:
        for name, held in files.items():
            open(os.path.join(folder, name), "w").write(held)
        command = os.path.abspath(f"{BIN}/par-index")

        def once(request):
            flags = [flag for key, value in request.items() if key != "call" for flag in (f"--{key}", str(value))]
            run = subprocess.run([command, request["call"], *flags, "--format", "json"], cwd=folder, capture_output=True)
            return run.stdout.rstrip()

        for request in questions(units, codes, 5):
            assert once(request) == served.ask(request) == web.ask(request), request
        asked = list(questions(units, codes, count))
        process = said("a process for each question", timed(once, asked[:max(10, count // 50)]))
        line = said("call --serve", timed(served.ask, asked))
        address = said("HTTP, one connection", timed(web.ask, asked))
        print(f"a held dossier answers {process / line:.0f} and {process / address:.0f} times as fast")


def stop():
    for child in CHILDREN:
        child.kill()


CHILDREN = []
atexit.register(stop)
main()
