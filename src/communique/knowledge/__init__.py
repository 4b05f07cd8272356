"""Tables that a political scientist can read and correct, and the lookups over them.

Each table is a CSV file beside this module; a cell with several values parts them with "|". Users keep rows of their own
in a folder (`tables.own_folder`), which add to ours or stand for them. Nothing here knows of texts: the stages that read
texts decide what a name found in a table means. Tables are read when first asked for; docs/knowledge.md says what each
holds.
"""

from communique.knowledge.bodies import (
    Member,
    Organisation,
    Outlet,
    body_of_states,
    organisation_by_name,
    organisations,
    outlet_by_domain,
    outlet_by_name,
    outlets,
)
from communique.knowledge.dialogues import (
    ORDINALS,
    KnownMechanism,
    mechanism_by_words,
    mechanism_called,
    mechanism_words,
    mechanisms,
    ordinal,
)
from communique.knowledge.folding import fold, sound
from communique.knowledge.geography import Place, State, locals_of_states, places, state_by_name, states
from communique.knowledge.naming import given_names, honorifics, not_people, surnames
from communique.knowledge.tables import own_file, own_folder, table
from communique.knowledge.terms import (
    SINGLE,
    Office,
    Title,
    ever,
    holder,
    holders,
    offices,
    offices_by_name,
    offices_by_word,
    offices_of,
    title_states,
    titles,
    words_of,
)

__all__ = [
    "ORDINALS",
    "SINGLE",
    "KnownMechanism",
    "Member",
    "Office",
    "Organisation",
    "Outlet",
    "Place",
    "State",
    "Title",
    "body_of_states",
    "ever",
    "fold",
    "given_names",
    "holder",
    "holders",
    "honorifics",
    "locals_of_states",
    "mechanism_by_words",
    "mechanism_called",
    "mechanism_words",
    "mechanisms",
    "not_people",
    "offices",
    "offices_by_name",
    "offices_by_word",
    "offices_of",
    "ordinal",
    "organisation_by_name",
    "organisations",
    "outlet_by_domain",
    "outlet_by_name",
    "outlets",
    "own_file",
    "own_folder",
    "places",
    "sound",
    "state_by_name",
    "states",
    "surnames",
    "table",
    "title_states",
    "titles",
    "words_of",
]
