"""A mail server on 127.0.0.1 that keeps nothing: it prints its port, then each mail it takes as a line of JSON.

Recipients at bounce.test are refused for good (550), those at tempfail.test for now (451). Ends when standard input does.
"""

import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@bounce.test"):
            return "550 5.1.1 no such user"
        if address.endswith("@tempfail.test"):
            return "451 4.3.0 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)

        def part(kind):
            body = mail.get_body((kind,))
            return body.get_content() if body else None

        taken = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": str(mail["subject"] or ""),
            "text": part("plain"),
            "html": part("html"),
            "headers": {name.lower(): str(value) for name, value in mail.items()},
        }
        print(json.dumps(taken), flush=True)
        return "250 Message accepted"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), enable_SMTPUTF8=True), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
