"""One year, part of a year, municipality or series of years, computed and ready to be shown."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answers": ["AnswerChange", "answer_change"],
        "book": ["BOOK_FILE", "Book", "make_book", "make_books", "open_book", "write_book_file"],
        "commentary": ["REFERENCE"],
        "meeting": ["MeetingBook", "open_meeting"],
        "municipality": ["MunicipalityBook", "open_municipality"],
        "seal": ["FACT", "LIBRARY", "facts_json", "findings_json", "proof", "to_json", "versions"],
        "spans": ["PeriodBook", "TrendBook", "YearFigure", "open_period", "open_trends"],
        "tasks": ["REPORTING", "TASK_PAPERS", "TASK_STATES", "Task", "awaited_tasks", "to_do"],
    },
)
