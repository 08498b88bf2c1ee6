"""Examples of commands for the reference and the manual page. A test parses each of them."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "mlops-survey": (
        ("mlops-survey", "Take the survey, or go on where you left."),
        ("mlops-survey --plain", "Answer line by line."),
        ("mlops-survey --section details --new", "Answer one section, in a new interview."),
        ("mlops-survey --questions questions/examples/coffee --lang de --memory", "Try an example, and keep nothing."),
    ),
    "mlops-survey serve": (("mlops-survey serve --open", "Take the survey in the browser."),),
    "mlops-survey responses": (
        ("mlops-survey responses list", "See which interviews are on this machine."),
        ("mlops-survey responses export --format csv --out answers.csv", "Write all answers into a table."),
    ),
    "mlops-survey keys": (("mlops-survey keys", "See which keys do what."),),
    "mlops-survey completion": (("mlops-survey completion bash", "Print what bash needs, and how to install it."),),
    "mlops-survey share": (
        ("mlops-survey share", "See what would leave this computer, then say yes or no."),
        ("mlops-survey share --preview", "See exactly the bytes that would be sent, and send nothing."),
    ),
    "mlops-survey withdraw": (("mlops-survey withdraw 4f7k2q", "Take shared answers back, with their receipt."),),
    "mlops-survey raffle": (("mlops-survey raffle --help", "See how the raffle is kept apart from answers."),),
    "mlops-survey moderate": (
        ("mlops-survey moderate --section details", "Hold a session on one section."),
        ("mlops-survey moderate --console", "Take notes on it in a second terminal."),
    ),
    "mlops-survey clarity": (("mlops-survey clarity", "See which questions need rewriting most."),),
    "mlops-survey preview": (
        ("mlops-survey preview questions/examples/coffee --at cups", "See a question while you write it."),
    ),
    "mlops-survey record": (("mlops-survey record coffee.yaml", "Take an interview and keep it as a script."),),
    "mlops-survey replay": (
        ("mlops-survey replay questions/examples/coffee/scripts", "Check that all scripts of a folder still hold."),
    ),
    "mlops-survey simulate": (
        ("mlops-survey simulate --count 1000 --out simulated.csv", "Have a thousand answer that do not exist."),
    ),
    "mlops-survey check": (
        ("mlops-survey check questions/2026", "Find the faults of a questionnaire."),
        ("mlops-survey check questions/2026 --prove", "Say what nobody can reach, and the longest path."),
        ("mlops-survey check --explain B4", "Explain a rule."),
    ),
    "mlops-survey translate": (
        ("mlops-survey translate questions/examples/coffee --lang fr", "Begin a translation, or bring it up to date."),
    ),
    "mlops-survey compare": (
        ("mlops-survey compare questions/examples/coffee questions/examples/coffee-2027", "Compare two editions."),
    ),
    "mlops-survey report": (
        ("mlops-survey report --from responses/2026", "Read what an edition found, with plots."),
        ("mlops-survey report --from responses/2026 --format html --out report", "Write the report as a page."),
    ),
    "mlops-survey graph": (
        ("mlops-survey graph questions/examples/workshop --out workshop.html", "Draw a questionnaire to explore."),
    ),
    "mlops-survey design": (
        ("mlops-survey design 12 --per-set 4 --versions 3 --out design.yaml", "Make three versions for twelve items."),
    ),
    "mlops-survey import": (("mlops-survey import survey.xlsx --out survey", "Bring in an XLSForm."),),
    "mlops-survey collect": (
        ("mlops-survey collect --questions questions/2026", "Receive bundles of an edition on this machine."),
    ),
    "mlops-survey publish": (
        (
            "mlops-survey publish --from sqlite:///bundles.sqlite3 --edition 2026 --out responses/2026",
            "Make a release.",
        ),
        ("mlops-survey publish --from bundles --edition 2026 --out responses/2026 --secret secret.txt", "From files."),
    ),
    "mlops-survey verify": (("mlops-survey verify responses/2026", "Check a release that you downloaded."),),
    "mlops-survey analyse weight": (
        (
            "mlops-survey analyse weight answers.csv --margins margins.yaml --out weighted.csv",
            "Rake to known shares, and see what it costs.",
        ),
    ),
    "mlops-survey analyse estimate": (
        ("mlops-survey analyse estimate answers.csv --variable tools --by role --weight weight", "Shares by role."),
        (
            "mlops-survey analyse estimate health.csv --variable high --strata stratum --cluster psu --nest --weight w",
            "A mean from clusters drawn in strata.",
        ),
    ),
    "mlops-survey anonymity": (
        (
            "mlops-survey anonymity profile.csv --quasi role,region --sensitive pay",
            "See how far people in a table can be told apart.",
        ),
    ),
    "mlops-survey analyse": (("mlops-survey analyse --help", "See which statistics there are."),),
    "mlops-survey analyse maxdiff": (
        ("mlops-survey analyse maxdiff sets.csv --scores eb --fit", "Score items and people, and see who fits badly."),
        ("mlops-survey analyse maxdiff sets.csv --people people.csv --group role", "Compare shares of preference."),
    ),
    "mlops-survey analyse ranking": (
        ("mlops-survey analyse ranking ranks.csv", "Plackett–Luce, mean rank, pairs and consensus of rankings."),
    ),
    "mlops-survey analyse allocation": (
        ("mlops-survey analyse allocation shares.csv --weight weight", "Who has any of each part, and how much."),
    ),
    "mlops-survey analyse details": (
        ("mlops-survey analyse details cases.csv --value months --json", "Estimate from one case a respondent."),
    ),
    "mlops-survey analyse change": (
        (
            "mlops-survey analyse change responses/2026 responses/2027 --variable tools_used",
            "What changed between two editions, and what of it is more than chance.",
        ),
    ),
    "mlops-survey schema": (("mlops-survey schema --help", "See how editors learn the format."),),
}
"""Examples by command: each with what it does."""
