"""Whose records a manager may see."""

from training.people import scope


def test_a_manager_sees_her_part_of_the_tree_and_no_other(ben, amara, dana, team, northmere):
    seen = scope.organisations_seen_by(ben)
    assert team in seen
    assert northmere not in seen
    assert scope.memberships_seen_by(ben).filter(user=amara).exists()
    assert not scope.memberships_seen_by(dana).filter(user=amara).exists()


def test_a_learner_sees_nobody(amara):
    assert not scope.memberships_seen_by(amara).exists()
