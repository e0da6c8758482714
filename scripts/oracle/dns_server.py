"""A name server for tests: dnslib's, over UDP and TCP on one port of this machine. Prints the port, ends with its standard input.

The name that is asked for decides what is answered, below any domain:
  two         one TXT record of two strings, and another of one
  long        so many that they do not fit into a datagram
  empty       there is such a name, without TXT records
  broken      the server fails (SERVFAIL)
  refused     the server does not want to (REFUSED)
  silent      nothing at all
  count       how often it has been asked
and every other name does not exist.
"""

import itertools
import sys

from dnslib import QTYPE, RCODE, RR, TXT
from dnslib.server import BaseResolver, DNSLogger, DNSServer

asked = itertools.count(1)


class Zone(BaseResolver):
    def resolve(self, request, handler):
        reply = request.reply()
        name = request.q.qname
        kind = str(name).split(".")[0]

        def say(*strings):
            if request.q.qtype == QTYPE.TXT:
                reply.add_answer(RR(name, QTYPE.TXT, rdata=TXT([text.encode() for text in strings]), ttl=3600))

        if kind == "two":
            say("kassa-domain-", "verification=abc")
            say("v=spf1 -all")
        elif kind == "long" and handler.protocol == "udp":
            # It is to be asked for by TCP (RFC 1035, 4.2.1).
            reply.header.tc = 1
        elif kind == "long":
            for number in range(40):
                say(f"{number:02}" + "x" * 198)
        elif kind == "count":
            say(str(next(asked)))
        elif kind == "broken":
            reply.header.rcode = RCODE.SERVFAIL
        elif kind == "refused":
            reply.header.rcode = RCODE.REFUSED
        elif kind == "silent":
            raise ConnectionAbortedError
        elif kind != "empty":
            reply.header.rcode = RCODE.NXDOMAIN
        return reply


class Quiet(DNSLogger):
    def log_prefix(self, handler):
        return ""


def quietly(server):
    server.server.handle_error = lambda request, address: None
    return server


logger = Quiet(log="-request,-reply,-truncated,-error,-recv,-send,-data", logf=lambda line: None)
udp = quietly(DNSServer(Zone(), port=0, address="127.0.0.1", logger=logger))
port = udp.server.server_address[1]
tcp = quietly(DNSServer(Zone(), port=port, address="127.0.0.1", tcp=True, logger=logger))
udp.start_thread()
tcp.start_thread()
print(port, flush=True)
sys.stdin.read()
