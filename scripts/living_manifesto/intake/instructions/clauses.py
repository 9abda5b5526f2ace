"""Tokens as clauses: phrases with what each is for, and the verb at the end."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.values import value
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.tokens import Token
from living_manifesto.intake.instructions.verbs import Act, Form, Verb
from living_manifesto.intake.instructions.words import Case, Sort, Where

MOST = 200
_LONGEST = 60
_SPACE = frozenset((Sort.STOP, Sort.LINE, Sort.MARK, Sort.COMMA, Sort.COLON))
_LISTED = frozenset((Sort.STOP, Sort.LINE, Sort.MARK, Sort.COMMA, Sort.AND, Sort.QUOTE))


@value
class Phrase:
    """What stands before a particle, and what the particle says it is for."""

    tokens: tuple[Token, ...]
    case: Case

    @property
    def is_forward(self) -> bool:
        """Whether it points to quotations that follow: 以下を, 次の文を."""
        return self.tokens[0].text == "次" or any(token.sort is Sort.FORWARD for token in self.tokens)


@value
class Clause:
    """One verb with its phrases; ``linked``: it goes on a sentence; ``following``: quotations listed below it."""

    act: Act
    phrases: tuple[Phrase, ...]
    linked: bool
    at: int
    following: tuple[Token, ...] = ()


def clauses(tokens: Sequence[Token]) -> list[Clause] | Refused:
    """All clauses of a text, or the first place where the tokens make none."""
    reader = _Reader(tokens)
    made: list[Clause] = []
    while reader.goes_on():
        clause = reader.clause()
        if isinstance(clause, Refused):
            return clause
        made.append(clause)
        if len(made) > MOST:
            return Refused(Cause.TOO_MUCH, "", clause.at)
    return made


class _Reader:
    """Reads clause after clause; everything between two verbs belongs to the second."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._linked = False
        self._thus = False

    def goes_on(self) -> bool:
        """Whether something is left; what only joins clauses is passed over."""
        while token := self._peek():
            if token.sort not in _SPACE | {Sort.ADVERB, Sort.NEW}:  # 【修正案】 alone is a headline
                if not (width := self._joining(token)):
                    return True
                self._at += width
                continue
            self._linked &= token.sort not in (Sort.STOP, Sort.MARK)
            self._at += 1
        return False

    def clause(self) -> Clause | Refused:
        """The next clause."""
        start = self._tokens[self._at].start
        if self._tokens[self._at].sort is Sort.OLD:
            pair = self._pair()
            return pair if isinstance(pair, Refused) else Clause(Act.REWRITE, pair, self._linked, start)
        phrases = self._phrases()
        if isinstance(phrases, Refused):
            return phrases
        token = self._peek()
        verb = token.meaning if token is not None and isinstance(token.meaning, Verb) else None
        if token is None or verb is None:  # 「A」→「B」
            return Clause(Act.REWRITE, phrases, self._linked, start)
        self._at += 1
        return self._ended(verb, phrases, start)

    def _peek(self, ahead: int = 0) -> Token | None:
        place = self._at + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def _joining(self, token: Token) -> int:
        """How many tokens say no more than "next": 次に, 加えて."""
        after = self._peek(1)
        if token.text == "加えて":
            return 1
        is_next = token.text == "次" and token.meaning is Where.AFTER
        return 2 if is_next and after is not None and after.text == "に" else 0

    def _phrases(self) -> tuple[Phrase, ...] | Refused:
        """The phrases up to the verb, which is left; also those of an arrow, which has none."""
        phrases: list[Phrase] = []
        held: list[Token] = []
        self._thus = False
        while (token := self._peek()) is not None:
            after = self._peek(1)
            if token.sort is Sort.VERB:
                break
            self._thus |= token.sort is Sort.THUS
            if len(held) > _LONGEST:
                return Refused(Cause.TOO_MUCH, "", held[0].start)
            if self._is_arrow(phrases, held, token):
                return (*phrases, Phrase(tuple(held), Case.TO))
            self._at += 1
            case = _case(token, after, held)
            if case is not None:
                phrases.append(Phrase(tuple(held), case))
                held = []
            elif _is_held(token, held):
                held.append(token)
            elif not _is_passed(token, after, held):
                is_break = token.sort in _SPACE
                return _stray(token, held or [each for phrase in phrases if is_break for each in phrase.tokens])
        return self._at_verb(phrases, held)

    def _at_verb(self, phrases: list[Phrase], held: list[Token]) -> tuple[Phrase, ...] | Refused:
        """The phrases with what stands directly before the verb: 「A」追加."""
        token = self._peek()
        if token is None:
            return _stray((held or [*(each for phrase in phrases for each in phrase.tokens), *self._tokens])[0], [])
        if held and held[-1].sort is not Sort.QUOTE:
            return _stray(token, held)
        return (*phrases, Phrase(tuple(held), Case.OBJECT)) if held else tuple(phrases)

    def _is_arrow(self, phrases: list[Phrase], held: list[Token], token: Token) -> bool:
        is_last = token.sort in (Sort.STOP, Sort.LINE)
        is_short = bool(phrases) and phrases[-1].case is Case.ARROW
        return is_last and is_short and len(held) == 1 and held[0].sort is Sort.QUOTE

    def _ended(self, verb: Verb, phrases: tuple[Phrase, ...], start: int) -> Clause | Refused:
        token = self._peek()
        was_linked, self._linked = self._linked, self._goes_on_after(verb, token)
        if not self._linked and token is not None and token.sort not in (Sort.STOP, Sort.LINE, Sort.COLON):
            return _stray(token, [])
        if self._thus and verb.act is Act.REWRITE:
            return self._listed(phrases, start)
        is_forward = self._thus or any(phrase.is_forward for phrase in phrases)
        is_open = is_forward or (token is not None and token.sort is Sort.COLON)
        following = self._following() if is_open else ()
        if is_open and not following:
            return Refused(Cause.UNQUOTED, "", start)
        return Clause(verb.act, phrases, was_linked, start, following)

    def _listed(self, phrases: tuple[Phrase, ...], start: int) -> Clause | Refused:
        """What is put otherwise as it is told below: 4-3を次のように改める。変更前:「A」変更後:「B」."""
        self._pass_space()
        token = self._peek()
        if token is not None and token.sort is Sort.OLD:
            place = tuple(Phrase(each.tokens, Case.WITHIN) for each in phrases)
            pair = self._pair()
            return pair if isinstance(pair, Refused) else Clause(Act.REWRITE, (*place, *pair), False, start)  # noqa: FBT003
        following = self._following()
        if len(following) != 1:
            return Refused(Cause.UNQUOTED if not following else Cause.AMBIGUOUS, "", start)
        return Clause(Act.REWRITE, (*phrases, Phrase(following, Case.TO)), False, start)  # noqa: FBT003

    def _pair(self) -> tuple[Phrase, ...] | Refused:
        """Old and new words below each other, each behind its label."""
        phrases: list[Phrase] = []
        for label, case in ((Sort.OLD, Case.OBJECT), (Sort.NEW, Case.TO)):
            self._pass_space()
            token = self._peek()
            if token is None or token.sort is not label:
                return _stray(token or self._tokens[-1], [])
            self._at += 1
            self._pass_space()
            quote, after = self._peek(), self._peek(1)
            if quote is None or quote.sort is not Sort.QUOTE or (after is not None and after.sort not in _SPACE):
                return _stray(after if quote is not None and quote.sort is Sort.QUOTE and after else token, [])
            phrases.append(Phrase((quote,), case))
            self._at += 1
        self._linked = False
        return tuple(phrases)

    def _pass_space(self) -> None:
        while (token := self._peek()) is not None and token.sort in _SPACE:
            self._at += 1

    def _goes_on_after(self, verb: Verb, token: Token | None) -> bool:
        if verb.form is Form.NOUN:
            return token is not None and token.sort is Sort.COMMA
        return verb.form is Form.LINK

    def _following(self) -> tuple[Token, ...]:
        """The quotations that stand below, each alone."""
        found: list[Token] = []
        while (token := self._peek()) is not None:
            after = self._peek(1)
            if token.sort is Sort.QUOTE and (after is None or after.sort in _LISTED):
                found.append(token)
            elif token.sort not in _SPACE and token.sort is not Sort.AND:
                break
            self._at += 1
        self._linked = False
        return tuple(found)


def _case(token: Token, after: Token | None, held: Sequence[Token]) -> Case | None:
    """What the phrase is for that ends here; the の of 「A」の追加 stands for を, と between quotations for nothing."""
    if not held:
        return None
    if token.sort is Sort.OF and after is not None and after.sort is Sort.VERB:
        return Case.OBJECT
    joins = token.meaning is Case.AS and after is not None and after.sort is Sort.QUOTE
    return token.meaning if isinstance(token.meaning, Case) and not joins else None


def _is_held(token: Token, held: Sequence[Token]) -> bool:
    loose = (Sort.CASE, Sort.COMMA, Sort.STOP, Sort.LINE, Sort.COLON, Sort.MARK, Sort.AND)
    if token.sort in (Sort.ADVERB, Sort.THUS, Sort.OLD, Sort.NEW):
        return False
    return token.sort not in loose and (bool(held) or token.sort not in (Sort.OF, Sort.CALLED))


def _is_passed(token: Token, after: Token | None, held: Sequence[Token]) -> bool:
    """What may stand inside a clause and says nothing: a comma, one end of line, and what joins quotations."""
    lists = bool(held) and held[-1].sort is Sort.QUOTE and after is not None and after.sort is Sort.QUOTE
    match token.sort:
        case Sort.COMMA:
            return not held or lists
        case Sort.AND | Sort.CASE:
            return lists
        case Sort.LINE if held and held[-1].sort is Sort.QUOTE:
            return after is not None and after.sort in (Sort.CASE, Sort.CALLED)
        case Sort.LINE:
            return not held and after is not None and after.sort not in (Sort.LINE, Sort.MARK)
        case Sort.ADVERB | Sort.THUS:
            return not held
        case _:
            return False


def _stray(token: Token, held: Sequence[Token]) -> Refused:
    return Refused(Cause.NOT_UNDERSTOOD, "", held[0].start if held else token.start)
