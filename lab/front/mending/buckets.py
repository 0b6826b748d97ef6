"""A bucket is private and encrypted from the start, and its policy is judged with its conditions.

moto's has no settings, and takes every condition of a policy as one that is not fulfilled: a policy against calls
without TLS then refuses all. The lab's own wire has no TLS; it stands for one that has.
"""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket, PublicAccessBlock, S3Backend

from .wrapping import wrap

ENCRYPTION = {"Rule": {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": "false"}}
TLS_VERSION = 1.3


def texts(value):
    return [str(each).lower() for each in (value if isinstance(value, list) else [value])]


def fulfilled(operator, key, value):
    """Whether a call of the lab fulfils a condition, None where nobody here can tell."""
    if (operator, key) == ("Bool", "aws:SecureTransport"):
        return "true" in texts(value)
    if (operator, key) == ("NumericLessThan", "s3:TlsVersion"):
        return any(TLS_VERSION < float(each) for each in texts(value))
    return None


def concerns(statement):
    """Whether a statement is about a call; a refusal only where its conditions are surely fulfilled."""
    conditions = [
        fulfilled(operator, key, value)
        for operator, keys in (statement.get("Condition") or {}).items()
        for key, value in keys.items()
    ]
    return False not in conditions and not (statement["Effect"] == "Deny" and None in conditions)


def get_permission(original, self, action, resource):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    statements = json.loads(self.policy.decode())["Statement"]
    listed = statements if isinstance(statements, list) else [statements]
    # moto knows only one way to name everybody.
    everybody = [{**each, "Principal": "*"} if each.get("Principal") == {"AWS": "*"} else each for each in listed]
    judged = [{key: value for key, value in each.items() if key != "Condition"} for each in everybody if concerns(each)]
    return IAMPolicy(json.dumps({"Statement": judged})).is_action_permitted(action, resource)


def made(original, self, *arguments, **named):
    original(self, *arguments, **named)
    self.encryption = ENCRYPTION
    self.public_access_block = PublicAccessBlock(True, True, True, True)
    self.ownership_rule = "BucketOwnerEnforced"


def delete_bucket_encryption(original, self, bucket_name):
    self.get_bucket(bucket_name).encryption = ENCRYPTION


def apply():
    wrap(FakeBucket, "__init__", made)
    wrap(FakeBucket, "get_permission", get_permission)
    wrap(S3Backend, "delete_bucket_encryption", delete_bucket_encryption)
