"""Standard Webhooks by the specification's own library: signs or verifies {do, secret, id, timestamp, signature, body}.

Signing answers the signature's header; verifying answers “accepted”, or “refused” and why.
"""

import json
import sys
from datetime import datetime, timezone

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

question = json.load(sys.stdin)
webhook = Webhook(question["secret"])
if question["do"] == "sign":
    at = datetime.fromtimestamp(question["timestamp"], tz=timezone.utc)
    print(webhook.sign(msg_id=question["id"], timestamp=at, data=question["body"]))
else:
    headers = {
        "webhook-id": question["id"],
        "webhook-timestamp": str(question["timestamp"]),
        "webhook-signature": question["signature"],
    }
    try:
        webhook.verify(question["body"], headers)
        print("accepted")
    except WebhookVerificationError as error:
        print("refused", error)
