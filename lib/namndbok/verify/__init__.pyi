from .coverage import count_figures as count_figures
from .dossier import make_dossier as make_dossier
from .proof import examine as examine
from .tie_out import tie_document as tie_document
