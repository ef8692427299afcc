"""A mail server that takes its time over every message, and counts what it got by whom it is for."""

import socketserver
import time
from collections import Counter
from threading import Thread

SECONDS_FOR_EACH = 0.02


class PostOffice:
    """Listens on a port of this machine until closed; `received` counts messages by address."""

    def __init__(self, port):
        self.received = Counter()
        office = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                office.talk(self)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Conversation)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    def talk(self, conversation):
        """As much of SMTP as Django speaks. A message counts once its last line is here, said or not."""
        say = conversation.wfile.write
        try:
            say(b"220 here\r\n")
            address = ""
            for line in conversation.rfile:
                verb = line[:4].upper()
                if verb == b"RCPT":
                    address = line.partition(b"<")[2].partition(b">")[0].decode()
                if verb == b"DATA":
                    say(b"354 go on\r\n")
                    self._read_to_the_end(conversation, address)
                say(b"221 bye\r\n" if verb == b"QUIT" else b"250 well\r\n")
        except OSError:
            return

    def _read_to_the_end(self, conversation, address):
        for line in conversation.rfile:
            if line == b".\r\n":
                time.sleep(SECONDS_FOR_EACH)
                self.received[address] += 1
                return

    def close(self):
        """Listen no more."""
        self.server.shutdown()
        self.server.server_close()
