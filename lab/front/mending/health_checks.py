"""A list of health checks says whether there are more, as each of AWS's answers does; readers of pages wait for it."""

from moto.route53.responses import Route53

from .wrapping import wrap


def list_health_checks(original, self):
    answer = original(self)
    answer.result.update(IsTruncated=False, MaxItems=100)
    return answer


def apply():
    wrap(Route53, "list_health_checks", list_health_checks)
