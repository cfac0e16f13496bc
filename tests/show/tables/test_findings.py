import pytest

from namndbok.show import tables
from typed import book_of, lines, sound, unchecked

MORE = {
    "claims": "id | text\n faster | Det går 70 procent fortare.",
}


@pytest.fixture(scope="module")
def book():
    return unchecked(**MORE)


def test_what_no_table_can_confirm_is_listed_with_its_place(book):
    assert lines(tables.table_claims(book)) == ["Det går 70 procent fortare. | sidan 1"]


def test_a_finding_is_told_with_amounts_rows_and_answer():
    printed = "id | fact | kind | value | unit | label\ncost | economy.cost | total | 831 | kr | Summa"
    wrong = {"printed": printed}
    found = next(one for one in book_of(sound(**wrong)).findings if one.check == "sums.printed")
    says = "Summa kostnader (”Summa”): dokumentet har 831 kr, men raderna ger 830 kr."
    where = "Tryckta summor och andelar rad 2, Utfall rad 2, 3"
    assert f"Fel | {says} | 830 kr | 831 kr | {where} | inget svar ännu" in lines(
        tables.table_findings(book_of(sound(**wrong)))
    )
    answered = book_of(sound(**wrong, answers=f"finding | answer\n {found.id} | Rättas 2032."))
    table = tables.table_findings(answered)
    assert f"Fel | {says} | 830 kr | 831 kr | {where} | Rättas 2032. (samordnare, 2032-01-15)" in lines(table)
    assert '<span data-row="answers:2">Rättas <a href="#answers:2">2032</a>. ' in table._repr_html_()
    assert 'id="answers:2"' in "".join(one._repr_html_() for one in tables.list_rows(answered))


def test_no_findings_are_said_to_be_none(book):
    assert tables.table_findings(book)._repr_html_().endswith("Kontrollerna gav inga iakttagelser.</p>")


def test_every_check_is_listed_with_what_it_asks_and_cannot_see(book):
    (line,) = [one for one in lines(tables.table_checks(book)) if one.endswith("rules.unexplained")]
    assert line.startswith("Är varje underskott förklarat? | 0 | ")
    assert " | Överskott utan förklaring, och om en förklaring är riktig. | " in line
    assert 'href="#findings.rules.unexplained"' in tables.table_checks(book)._repr_html_()
