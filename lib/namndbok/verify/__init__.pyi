from .coverage import read_coverage as read_coverage
from .dossier import make_dossier as make_dossier
from .proof import examine as examine
from .tie_out import tie_document as tie_document
