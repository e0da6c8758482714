"""Reads a licence with PyJWT: takes {token, jwks, aud, iss} as JSON, answers its claims, or “refused” and why.

The time is not checked: the test's clock is not the real one.
"""

import json
import sys

import jwt

question = json.load(sys.stdin)
try:
    kid = jwt.get_unverified_header(question["token"])["kid"]
    key = jwt.PyJWKSet.from_json(question["jwks"])[kid]
    claims = jwt.decode(
        question["token"],
        key,
        algorithms=["EdDSA"],
        audience=question["aud"],
        issuer=question["iss"],
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
    )
    print(json.dumps(claims))
except (jwt.PyJWTError, KeyError) as error:
    print("refused", type(error).__name__)
