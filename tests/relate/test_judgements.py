"""The algebra of judgements on pairs: what later ones do to earlier ones, and what contradicts."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from communique.relate.clustering import cluster, pair_of
from communique.relate.judgements import Judgement, Standing, standing
from communique.relate.signs import Verdict

REFS = "abcdef"
pairs = st.lists(st.sampled_from(REFS), min_size=2, max_size=2, unique=True)
judgements = st.lists(
    st.builds(
        lambda pair, verdict: Judgement(pair[0], pair[1], verdict),
        pairs,
        st.sampled_from(("same", "different", "unsure")),
    ),
    max_size=12,
)


def clusters(held: Standing[str], fits: dict[tuple[str, str], float] | None = None) -> tuple[tuple[str, ...], ...]:
    verdicts = {pair: Verdict("same", points, 0.9, ()) for pair, points in (fits or {}).items()}
    return cluster(REFS, verdicts, lambda a, b: False, lambda ident: False, held).clusters


@given(judgements)
def test_what_holds_never_contradicts_itself(made: list[Judgement[str]]) -> None:
    held = standing(made)
    where = {ref: number for number, some in enumerate(clusters(held)) for ref in some}
    assert all(len({where[ref] for ref in pair}) == 1 for pair in held.together)
    assert all(len({where[ref] for ref in pair}) == 2 for pair in held.apart)


@given(judgements)
def test_every_judgement_holds_is_overruled_or_is_told(made: list[Judgement[str]]) -> None:
    held = standing(made)
    last = {frozenset((one.one, one.other)): one for one in made}
    told = {frozenset((one.one, one.other)) for one in held.aside}
    for pair, one in last.items():
        place = {"same": held.together, "different": held.apart, "unsure": held.open}[one.verdict]
        assert (pair in place) != (pair in told)


@given(judgements, st.randoms(use_true_random=False))
def test_order_matters_only_where_judgements_contradict(made: list[Judgement[str]], luck: object) -> None:
    once = list({frozenset((one.one, one.other)): one for one in made}.values())
    if standing(once).aside:
        return
    turned = list(once)
    luck.shuffle(turned)  # type: ignore[attr-defined]
    assert standing(turned) == standing(once)


@given(judgements, st.sampled_from(("same", "different", "unsure")), pairs)
def test_the_last_judgement_always_holds(made: list[Judgement[str]], verdict: str, pair: list[str]) -> None:
    held = standing([*made, Judgement(pair[0], pair[1], verdict)])  # type: ignore[arg-type]
    assert frozenset(pair) in {"same": held.together, "different": held.apart, "unsure": held.open}[verdict]


@given(judgements, st.dictionaries(st.sampled_from([pair_of(*two) for two in combinations(REFS, 2)]), st.floats(5, 9)))
def test_judgements_beat_the_rules(made: list[Judgement[str]], fits: dict[tuple[str, str], float]) -> None:
    held = standing(made)
    where = {ref: number for number, some in enumerate(clusters(held, fits)) for ref in some}
    assert all(len({where[ref] for ref in pair}) == 1 for pair in held.together)
    assert all(len({where[ref] for ref in pair}) == 2 for pair in held.apart)


def test_a_contradiction_over_a_third_sets_the_earliest_aside() -> None:
    made = [Judgement("a", "b", "same"), Judgement("b", "c", "same"), Judgement("a", "c", "different")]
    held = standing(made)
    assert held.aside == (made[0],)
    assert held.together == {frozenset("bc")}
    assert standing(made[::-1]).aside == (made[2],)


def test_what_fits_two_that_are_not_one_joins_neither() -> None:
    fits = {("a", "b"): 6.0, ("a", "c"): 6.0}
    verdicts = {pair: Verdict("same", points, 0.9, ()) for pair, points in fits.items()}

    def never(one: str, other: str) -> bool:
        return {one, other} == {"b", "c"}

    nobody = standing([])
    assert cluster("abc", verdicts, never, lambda ident: ident == "a", nobody).clusters == (("a",), ("b",), ("c",))
    better = {**verdicts, ("a", "b"): Verdict("same", 8.0, 0.9, ())}
    assert cluster("abc", better, never, lambda ident: ident == "a", nobody).clusters == (("a", "b"), ("c",))
