"""Holds many connections open that say half a request, and many that follow the log, while a page is asked.

    slow.py PORT SLOW STREAMS TOKEN

Prints how often the page was answered, and the most memory of the server in MB by its process id on standard input.
"""
import resource
import socket
import sys
import time
import urllib.request

port, slow, streams, token = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
pid = int(sys.stdin.readline())
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
held = []


def connect(text):
    connection = socket.create_connection(("127.0.0.1", port), 10)
    connection.sendall(text.encode())
    held.append(connection)


for _ in range(slow):
    connect("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
for _ in range(streams):
    connect(
        "GET /api/records?after=0 HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
        f"Authorization: Bearer {token}\r\n\r\n")
answered = 0
for _ in range(20):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/thong-ke", timeout=60) as answer:
        answered += answer.status == 200
# Each that follows has had its first bytes.
following = 0
for connection in held[slow:]:
    connection.settimeout(60)
    following += connection.recv(64).startswith(b"HTTP/1.1 200")
with open(f"/proc/{pid}/status") as status:
    memory = int([line for line in status if line.startswith("VmHWM")][0].split()[1]) // 1024
print(answered, following, memory)
