"""Ask the public validators of archive packages and research objects: `python archives.py eark|crate PATH`.

Both fetch vocabularies and contexts when they are used. Here they get the words that our packages use, so
that no test depends on the network; everything else is theirs.
"""

import io
import json
import subprocess
import sys
import urllib.request
from pathlib import Path

VOCABULARIES = {
    "CSIPVocabularyContentCategory.xml": ["Datasets", "Databases", "Mixed", "Other"],
    "CSIPVocabularyContentInformationType.xml": ["MIXED", "OTHER"],
    "CSIPVocabularyOAISPackageType.xml": ["SIP", "AIP", "DIP", "AIU", "AIC"],
    "CSIPVocabularyStatus.xml": ["ORIGINAL", "CURRENT"],
}
TERMS = (
    "about agent author CreateAction CreativeWork Dataset datePublished description encodingFormat hasPart "
    "identifier instrument license mentions name object Organization publisher result sha256 "
    "SoftwareApplication softwareVersion"
)
CONTEXT = {term: f"http://schema.org/{term}" for term in TERMS.split()}
CONTEXT |= {"File": "http://schema.org/MediaObject", "conformsTo": "http://purl.org/dc/terms/conformsTo"}


def errors(validator: str, path: Path) -> list[str]:
    """List what a validator calls an error in a package or a folder."""
    from browser import require

    command = [require("archives"), __file__, validator, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(run.stdout.splitlines()[-1])


def _eark(path: str) -> list[str]:
    def vocabulary(address: str) -> io.BytesIO:
        words = VOCABULARIES[address.rsplit("/", 1)[1]]
        return io.BytesIO("\n".join(f"<Term>{word}</Term>" for word in words).encode())

    urllib.request.urlopen = vocabulary
    from eark_validator.model import Severity
    from eark_validator.packages import PackageValidator
    from eark_validator.specifications.specification import SpecificationVersion

    report = PackageValidator(Path(path), SpecificationVersion.V2_1_0).validation_report
    messages = [*report.structure.messages, *report.metadata.schema_results.messages]
    messages += report.metadata.schematron_results.messages
    return [
        f"{message.rule_id} {message.message}" for message in messages if message.severity == Severity.ERROR
    ]


def _crate(path: str) -> list[str]:
    from requests import Response
    from rocrate_validator import services
    from rocrate_validator.utils.http import HttpRequester

    answer = Response()
    answer.status_code, answer._content = 200, json.dumps({"@context": CONTEXT}).encode()
    answer.headers["Content-Type"] = "application/ld+json"
    HttpRequester.get = HttpRequester.head = lambda *given, **how: answer
    settings = {"rocrate_uri": path, "profile_identifier": "ro-crate-1.1", "requirement_severity": "REQUIRED"}
    result = services.validate(services.ValidationSettings.parse(settings))
    return [f"{issue.check.identifier} {issue.message}" for issue in result.get_issues()]


if __name__ == "__main__":
    print(json.dumps({"eark": _eark, "crate": _crate}[sys.argv[1]](sys.argv[2])))
