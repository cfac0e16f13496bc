"""A meeting's agenda, and what is to be reported then."""

from datetime import date

from boards import INVENTED
from namndbok.books.book import open_book
from namndbok.books.spans import open_meeting
from namndbok.show import tables
from typed import lines


def test_an_agenda_has_paragraphs_once_decided_and_numbers_before():
    decided = open_meeting(INVENTED, 2031, "2031-10-07", minutes=True)
    assert lines(tables.table_agenda(decided)) == [
        "§ 8 | Delårsrapport 2031 | 2031/9-1.1 | Nämnden godkände delårsrapporten."
    ]
    proposed = open_meeting(INVENTED, 2032, "2032-03-03", minutes=True)
    assert lines(tables.table_agenda(proposed)) == ["Ärende 1 | Verksamhetsberättelse 2031 | 2032/4-1.1"]


def test_the_years_list_of_what_to_do_has_what_is_late_first():
    book = open_book(INVENTED, 2031)
    told = [line.split(" | ")[:2] for line in lines(tables.table_to_do(book, date(2032, 1, 1)))]
    assert told == [
        ["Avtal med laboratoriet prövas på nytt.", "försenat"],
        ["Plan för nödvatten", "försenat"],
        ["Mätarna i Ödeby är på plats.", "kommande"],
    ]
    assert tables.table_to_do(book, date(2031, 1, 1), "late").rows == ()
