"""Names the topics whose review has passed on a day: `python tests/content/passed_reviews.py "$(date +%F)"`. Ends with 1 if there are any.

The gate of a release, and a warning of `.ci/run`. No test asks: a suite that was green stays green. To people the answers say it.
"""

# ruff: noqa: T201  # a program for the release's workflow and `.ci/run`: it speaks to whoever runs it

import sys
from datetime import date

from itb_cli.content.loader import Knowledge


def passed_on(day: date) -> list[str]:
    """The topics that must be read against their sources again, each with its day."""
    return [f"{topic.id} (by {topic.review_by})" for topic in Knowledge().topics.values() if topic.review_by < day]


if __name__ == "__main__":
    passed = passed_on(date.fromisoformat(sys.argv[1]))
    print("\n".join(f"Must be read against its sources again: {topic}" for topic in passed) or "No review has passed.")
    sys.exit(bool(passed))
