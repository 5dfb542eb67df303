"""A second person's yes, asked over whatever is open (LESSON-25)."""

from __future__ import annotations

from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.places import Place, Sheet
from app.services.ports.sound import Sound
from tests.fakes.shop import COFFEE, PINS
from tests.gui.presenters.bench import Bench, Seen

ASKED = Asked(act=Act.GRANT_POINTS, parameters={"member": "lin", "points": 50, "reason": "goodwill"})


class Answers(list[Approval]):
    """What was answered."""


def ask(bench: Bench, act: Act = Act.GRANT_POINTS) -> tuple[Seen, Answers]:
    """A presenter asks."""
    answers = Answers()
    question = ApprovalQuestion(
        asked=Asked(act=act, parameters=ASKED.parameters),
        title="补积分",
        lines=(("会员", "林女士"), ("积分", "50 分")),
        answer=answers.append,
    )
    bench.shell.ask_approval(question)
    seen = Seen()
    bench.room.approve.attach(seen)
    return seen, answers


def test_the_question_stands_over_what_is_open_and_closes_with_the_answer(arriving: Bench) -> None:
    bench = arriving.sign_in()
    bench.scan(COFFEE)
    bench.keys("F11")
    assert bench.at == (Place.SELL, Sheet.MORE)
    seen, answers = ask(bench)
    assert bench.window.now.asking
    assert (seen.now.title, seen.now.lines) == ("补积分", (("会员", "林女士"), ("积分", "50 分")))
    assert [(person.name, person.role) for person in seen.now.people] == [("周明", "领班"), ("何敏", "店主")]
    bench.keys(*PINS["1002"])
    assert (seen.now.dots, seen.now.can_confirm) == (6, True)
    bench.keys("Enter")
    assert not bench.window.now.asking
    assert [(one.digest, one.approver_id, one.actor_id) for one in answers] == [
        (ASKED.digest, bench.shop.person("1002").id, bench.shop.person("1001").id)
    ]
    assert bench.at == (Place.SELL, Sheet.MORE)
    assert bench.bugs == []


def test_keys_and_scans_do_not_reach_what_is_below(arriving: Bench) -> None:
    bench = arriving.sign_in()
    bench.scan(COFFEE)
    seen, answers = ask(bench)
    bench.keys("F12", "F2", "Del", "x")
    assert bench.at == (Place.SELL, Sheet.NONE)
    bench.scan(COFFEE)
    assert seen.now.problem == "先输密码，再扫一次"
    assert bench.sound.heard[-1] is Sound.UNKNOWN
    assert bench.shop.state().basket.pieces == 1
    bench.keys("Esc")
    assert not bench.window.now.asking
    assert answers == []
    bench.scan(COFFEE)
    assert bench.shop.state().basket.pieces == 2


def test_a_wrong_pin_says_so_and_counts(arriving: Bench) -> None:
    bench = arriving.sign_in()
    seen, answers = ask(bench)
    bench.keys(*"1111", "Enter")
    assert seen.now.problem == "密码不对 – 还能试 4 次，之后要等一分钟"
    assert seen.now.dots == 0
    bench.keys("Right", *PINS["1003"], "Enter")
    assert answers[0].approver_id == bench.shop.person("1003").id
    assert bench.shop.person("1002").wrong_pins == 1


def test_where_nobody_may_answer_it_says_so(arriving: Bench) -> None:
    bench = arriving.sign_in("1003")
    seen, answers = ask(bench, Act.PUBLISH_PROGRAMME)
    assert seen.now.people == ()
    assert seen.now.problem == "这里没有别人能批准"
    bench.keys(*"1234", "Enter")
    assert answers == []


def test_locking_forgets_the_question(arriving: Bench) -> None:
    bench = arriving.sign_in()
    _, answers = ask(bench)
    bench.keys("Ctrl+L")
    assert bench.at[0] is Place.SIGN_IN
    assert not bench.window.now.asking
    bench.sign_in("1002")
    assert answers == []


def test_digits_are_taken_back_one_by_one_or_all(arriving: Bench) -> None:
    bench = arriving.sign_in()
    seen, _ = ask(bench)
    bench.keys(*"123456789")
    assert seen.now.dots == 8
    bench.keys("Backspace")
    assert seen.now.dots == 7
    bench.keys("Del")
    assert (seen.now.dots, seen.now.can_confirm) == (0, False)
    bench.room.approve.choose(bench.shop.person("1003").id)
    assert [person.selected for person in seen.now.people] == [False, True]
